import Foundation
import Terminal
import TestSupport
import Testing

@Suite("History file")
struct HistoryFileTests {
  private static func temporaryPath() -> String {
    NSTemporaryDirectory() + "history-\(UUID().uuidString)/deep/history"
  }

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }

  private static func entry(_ text: String, time: Int = 7) -> HistoryEntry {
    HistoryEntry(time: time, status: 1, milliseconds: 23, text: text)
  }

  @Test("what is appended is loaded", arguments: UInt64(0)..<20)
  func roundTrip(seed: UInt64) {
    let path = Self.temporaryPath()
    defer { Self.remove(path) }
    var random = SplitMix(state: seed)
    let alphabet: [Character] = ["a", "é", "日", "\\", "\n", "\t", "\r", "n", "t", " ", "\r\n", "🙂"]
    let entries = (0..<20).map { index in
      let text = (0..<10).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      return Self.entry("x" + String(text), time: index)
    }
    var file = HistoryFile(path: path)
    for entry in entries { file.append(entry) }
    #expect(file.load() == entries)
    #expect(file.load(last: 5) == entries.suffix(5))
    #expect(file.takeProblem() == nil)
  }

  @Test("lines that begin with a space stay private, and empty ones are not worth keeping")
  func keepsSecrets() {
    let path = Self.temporaryPath()
    defer { Self.remove(path) }
    var file = HistoryFile(path: path)
    file.append(Self.entry(" secret"))
    file.append(Self.entry(""))
    file.append(Self.entry("open"))
    #expect(file.load().map(\.text) == ["open"])
  }

  @Test("sessions that write at once lose nothing")
  func concurrentSessions() async {
    let path = Self.temporaryPath()
    defer { Self.remove(path) }
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<8 {
        group.addTask {
          var file = HistoryFile(path: path)
          for line in 0..<50 { file.append(Self.entry("session \(session) line \(line)")) }
        }
      }
    }
    var file = HistoryFile(path: path)
    let texts = file.load().map(\.text)
    #expect(texts.count == 400)
    for session in 0..<8 {
      let own = texts.filter { $0.hasPrefix("session \(session) ") }
      #expect(own == (0..<50).map { "session \(session) line \($0)" })
    }
  }

  @Test("corrupt lines are skipped and a cut last line is completed")
  func skipsCorruptLines() throws {
    let path = Self.temporaryPath()
    defer { Self.remove(path) }
    var file = HistoryFile(path: path)
    file.append(Self.entry("first"))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    handle.seekToEndOfFile()
    handle.write(Data("noise\n\n1\t2\t3\n1\tx\t3\ttext\n1\t2\t3\tbad \\q\n1\t2\t3\tcut \\\n".utf8))
    handle.write(Data([0x31, 0x09, 0x32, 0x09, 0x33, 0x09, 0xFF, 0x0A]))
    handle.write(Data("1\t2\t3\thalf a li".utf8))
    try handle.close()
    file.append(Self.entry("last"))
    #expect(file.load().map(\.text) == ["first", "half a li", "last"])
  }

  @Test("a file grown too large keeps its last entries")
  func shortens() throws {
    let path = Self.temporaryPath()
    defer { Self.remove(path) }
    var file = HistoryFile(path: path)
    file.append(Self.entry("first"))
    let filler = String(repeating: "x", count: HistoryFile.byteLimit / 10_000)
    let lines = (0..<12_000).map { "1\t0\t0\t\($0) \(filler)\n" }.joined()
    let handle = try #require(FileHandle(forWritingAtPath: path))
    handle.seekToEndOfFile()
    handle.write(Data(lines.utf8))
    try handle.close()
    let before = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    let loaded = file.load()
    let after = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    #expect(loaded.count == HistoryFile.entryLimit)
    #expect(loaded.first?.text.hasPrefix("2000 ") == true)
    #expect(loaded.last?.text.hasPrefix("11999 ") == true)
    #expect(after < before)
    file.append(Self.entry("later"))
    #expect(file.load().last?.text == "later")
  }

  @Test("a history that cannot be written is told once and ends nothing")
  func reportsOnce() throws {
    var file = HistoryFile(path: "/dev/null/nowhere/history")
    file.append(Self.entry("lost"))
    let problem = file.takeProblem()
    let sentence = try #require(problem?.description)
    #expect(sentence.contains("/dev/null"))
    file.append(Self.entry("lost too"))
    #expect(file.takeProblem() == nil)
    #expect(file.load() == [])
  }

  @Test("a missing file is an empty history")
  func missingFile() {
    var file = HistoryFile(path: Self.temporaryPath())
    #expect(file.load() == [])
    #expect(file.takeProblem() == nil)
  }

  @Test("the file is where the standard says")
  func defaultPath() {
    let state = ["XDG_STATE_HOME": "/state", "HOME": "/home/me"]
    #expect(HistoryFile.defaultPath(environment: state) == "/state/laplace/history")
    let relative = ["XDG_STATE_HOME": "state", "HOME": "/home/me"]
    let path = HistoryFile.defaultPath(environment: relative)
    #expect(path == "/home/me/.local/state/laplace/history")
    #expect(HistoryFile.defaultPath(environment: [:]) == nil)
  }
}
