import Notebook
import Testing

@Suite struct NotebookFileErrorTests {
  @Test(
    "what is not a notebook is refused, naming the line",
    arguments: [
      ("", .missingHeader), ("# Hello\n", .missingHeader), ("--\n", .missingHeader),
      ("---\nla: 1\n", .unterminatedHeader(line: 1)), ("---\n---\n", .missingVersion(line: 1)),
      ("---\ntitle: x\nla: 2\n---\n", .unknownVersion(line: 3, found: "2")),
      ("---\nla:\n---\n", .unknownVersion(line: 2, found: "")),
      (
        "---\nla: 1\nseed: -1\n---\n",
        .malformedField(
          line: 3, name: "seed", found: "-1", expected: "a whole number from 0 on")
      ),
      (
        "---\nla: 1\noutputs: some\n---\n",
        .malformedField(line: 3, name: "outputs", found: "some", expected: "none, text or full")
      ),
      ("---\nla: 1\nla: 1\n---\n", .repeatedField(line: 3, name: "la")),
      (head + "```la #c1\nfit\n", .unterminatedFence(line: 4)),
      (head + "\n~~~\n```\n", .unterminatedFence(line: 5)),
      (head + "```la\n```\n", .cellWithoutID(line: 4)),
      (head + "```la #c1\n```\n```la #c1\n```\n", .duplicateID(line: 6, id: "c1")),
      (head + "```out #c1 ok\n```\n", .outputWithoutCell(line: 4, id: "c1")),
      (
        head + "```la #c1\n```\n```out #c1 ok\n```\n```out #c1 ok\n```\n",
        .duplicateOutput(line: 8, id: "c1")
      ),
      (
        head + "```la #c1\n```\n```out #c1 fine\n```\n", .unknownStatus(line: 6, found: "fine")
      ),
      (head + "```la #c1\n```\n```out #c1\n```\n", .unknownStatus(line: 6, found: "")),
    ] as [(String, NotebookFileError)])
  func errors(text: String, error: NotebookFileError) {
    #expect(throws: error) { try NotebookFile(text: text) }
    #expect(error.description.hasPrefix("line \(error.line): "))
    #expect(error.problem(opening: "a.la.md").code == .fileMalformed)
  }

  private static let head = "---\nla: 1\n---\n"

  @Test(
    "bytes that are not UTF-8 are found on their line",
    arguments: [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]])
  func notUTF8(bytes: [UInt8]) {
    let file = Array("---\nla: 1\n---\né\n".utf8) + bytes
    #expect(throws: NotebookFileError.notUTF8(line: 5)) { try NotebookFile(bytes: file) }
  }

  @Test("no bytes do more than be refused", arguments: 0..<200)
  func anyBytes(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    var generator = NotebookGenerator(seed: seed)
    var bytes = Array(generator.text().utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      bytes[index] = random.pick([0, 0x0A, 0x0D, 0x20, 0x60, 0x7E, 0x23, 0x80, 0xFF, 0x2D])
    }
    do throws(NotebookFileError) {
      #expect(Array(try NotebookFile(bytes: bytes).text.utf8) == bytes)
    } catch {
      let lines = bytes.count { $0 == 0x0A } + 1
      #expect(1...lines ~= error.line)
    }
  }
}
