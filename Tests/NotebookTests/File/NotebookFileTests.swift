import Notebook
import Testing

@Suite struct NotebookFileTests {
  @Test("reading and writing is the identity, byte for byte", arguments: 0..<300)
  func identity(seed: Int) throws {
    var generator = NotebookGenerator(seed: seed)
    let text = generator.text()
    let file = try NotebookFile(text: text)
    #expect(Array(file.text.utf8) == Array(text.utf8))
    let again = try NotebookFile(bytes: Array(text.utf8))
    #expect(Array(again.text.utf8) == Array(text.utf8))
  }

  @Test("recording the same source and output again changes nothing", arguments: 0..<100)
  func recordingAgain(seed: Int) throws {
    var generator = NotebookGenerator(seed: seed)
    let text = generator.text()
    var file = try NotebookFile(text: text)
    for cell in file.cells {
      file.setSource(cell.source, of: cell.id)
      guard let output = file.output(of: cell.id) else { continue }
      file.setOutput(output.text, status: output.status, inputs: output.inputs, of: cell.id)
    }
    #expect(Array(file.text.utf8) == Array(text.utf8))
  }

  @Test("after any editing the file reads back as it is", arguments: 0..<200)
  func editing(seed: Int) throws {
    var generator = NotebookGenerator(seed: seed)
    var file = try NotebookFile(text: generator.text())
    var random = SeededGenerator(seed: seed)
    let contents = ["fit", "a\nb", "", "```", "x\n````la #c1\n", "\n", "  ~~~~", "e\u{301}"]
    for _ in 0..<6 {
      let id = file.cells.isEmpty ? "c1" : random.pick(file.cells.map(\.id))
      let content = random.pick(contents)
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1:
        let new =
          random.chance(50)
          ? file.append(source: content) : file.insert(source: content, after: id)
        #expect(file.cell(new)?.source == content)
      case 2: file.setSource(content, of: id)
      case 3: file.remove(id)
      case 4: file.setField("title", to: random.pick(["a", "b # c", "\"q\"", " x ", ""]))
      default:
        file.setOutput(content, status: random.pick(NotebookOutput.Status.allCases), of: id)
        #expect(file.output(of: id)?.text == (file.cell(id) == nil ? nil : content))
      }
      let again = try NotebookFile(text: file.text)
      #expect(again.text == file.text)
      #expect(again.cells.map(\.id) == file.cells.map(\.id))
      #expect(again.cells.map(\.source) == file.cells.map(\.source))
      #expect(again.header.title == file.header.title)
      #expect(again.blocks.count == file.blocks.count)
    }
  }

  @Test("an id is never given twice, whatever was removed and saved", arguments: 0..<100)
  func idsAreNew(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    var file = NotebookFile(title: "x", seed: 1)
    var given: Set<String> = []
    for _ in 0..<20 {
      if random.chance(50), let id = file.cells.map(\.id).randomElement(using: &random) {
        file.remove(id)
      } else {
        #expect(given.insert(file.append(source: "fit")).inserted)
      }
      if random.chance(30) { file = try NotebookFile(text: file.text) }
    }
  }

  @Test("the parts of a file are found")
  func parts() throws {
    let text = """
      ---
      la: 1                       # format
      title: Prior precision on two moons
      seed: 7
      requires: la >= 0.3
      outputs: full
      ---
      # Why does λ matter?
      Ordinary Markdown between cells.

      ```la #c5
      grid p1 p2 prior=1e-4..1e4 log 21
      plot _
      ```
      ```out #c5 partial in=9f3c2a
      best p1
      ```

      """
    let file = try NotebookFile(text: text)
    #expect(file.header.title == "Prior precision on two moons")
    #expect(file.header.seed == 7 && file.header.outputs == .full)
    #expect(file.header.requires == "la >= 0.3")
    #expect(file.cell("c5")?.source == "grid p1 p2 prior=1e-4..1e4 log 21\nplot _")
    let output = try #require(file.output(of: "c5"))
    #expect(output.status == .partial && output.inputs == "9f3c2a" && output.text == "best p1")
    #expect(file.blocks.count == 3)
  }

  @Test("a new notebook is one that can be read")
  func newNotebook() throws {
    var file = NotebookFile(title: "moons: #1", seed: 3)
    let first = file.append(source: "d1 = load synth two-moons")
    file.setOutput("500 rows", status: .ok, of: first)
    file.append(source: "show d1")
    #expect(
      file.text == """
        ---
        la: 1
        title: "moons: #1"
        seed: 3
        ---
        ```la #c1
        d1 = load synth two-moons
        ```
        ```out #c1 ok
        500 rows
        ```

        ```la #c2
        show d1
        ```

        """)
    #expect(try NotebookFile(text: file.text).header.title == "moons: #1")
  }

  @Test("what is new has the line endings of the file")
  func lineEndings() throws {
    var file = try NotebookFile(text: "---\r\nla: 1\r\n---\r\n```la #c1\r\nfit\r\n```")
    #expect(file.cell("c1")?.source == "fit")
    file.setOutput("a\nb", status: .ok, of: "c1")
    #expect(
      file.text
        == "---\r\nla: 1\r\n---\r\n```la #c1\r\nfit\r\n```\r\n"
        + "```out #c1 ok\r\na\r\nb\r\n```\r\n")
    #expect(file.output(of: "c1")?.text == "a\nb")
  }

  @Test("changing the commands of a cell forgets what the old ones printed")
  func staleOutput() {
    var file = NotebookFile()
    let id = file.append(source: "fit m1")
    file.setOutput("done", status: .ok, of: id)
    file.setSource("fit m2", of: id)
    #expect(file.output(of: id) == nil && file.cell(id)?.source == "fit m2")
  }
}
