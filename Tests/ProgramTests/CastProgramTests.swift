import Foundation
import TestSupport
import Testing

/// The real program on a terminal, recorded by itself.
@Suite(.serialized) struct CastProgramTests {
  private let laplace = BuiltProgram("laplace")

  /// A recording as it stands in its file.
  private struct Recorded {
    let header: [String: Any]
    let events: [(interval: Double, code: String, data: String)]

    init(path: String) throws {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasSuffix("\n"))
      let lines = text.split(separator: "\n").map {
        try? JSONSerialization.jsonObject(with: Data($0.utf8))
      }
      header = try #require(lines.first as? [String: Any])
      events = try lines.dropFirst().map { line in
        let fields = try #require(line as? [Any])
        return (
          try #require(fields[0] as? Double), try #require(fields[1] as? String),
          try #require(fields[2] as? String)
        )
      }
      #expect(events.allSatisfy { $0.interval >= 0 })
    }

    func data(_ code: String) -> [String] { events.filter { $0.code == code }.map(\.data) }
    var output: String { data("o").joined() }
  }

  private static let modes: [[String]] = [[], ["--plain"]]

  @Test("all that the terminal got is recorded, with marks, sizes and the status", arguments: modes)
  func session(mode: [String]) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.cast"
      let program = try ProgramOnTerminal(
        laplace, ["--cast", path] + mode, environment: ["XDG_STATE_HOME": folder])
      program.type("load iris\r")
      #expect(program.wait(for: "150 examples"))
      program.resize(columns: 90, rows: 25)
      program.type("show nothing\r")
      #expect(program.wait(for: "E202"))
      let status = program.leave()
      let recorded = try Recorded(path: path)
      #expect(recorded.output == program.output)
      #expect(recorded.header["version"] as? Int == 3)
      let term = try #require(recorded.header["term"] as? [String: Any])
      #expect(term["cols"] as? Int == 100 && term["rows"] as? Int == 30)
      #expect(term["type"] as? String == "xterm-256color")
      #expect(recorded.data("m") == ["load iris", "show nothing"])
      #expect(recorded.data("r") == ["90x25"])
      #expect(recorded.data("x") == ["\(status)"] && recorded.events.last?.code == "x")
      #expect(recorded.data("i").isEmpty)
      // A mark stands before the output of its cell.
      let mark = try #require(recorded.events.firstIndex { $0.code == "m" })
      let before = recorded.events[..<mark].map(\.data).joined()
      #expect(!before.contains("150 examples"))
    }
  }

  @Test("keys are recorded where it is asked for, however many come at once")
  func keys() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.cast"
      let program = try ProgramOnTerminal(
        laplace, ["--cast", path, "--cast-input", "--plain"],
        environment: ["XDG_STATE_HOME": folder])
      let lines = (1...300).map { "explain nothing\($0)\r" }
      program.type(lines.joined())
      #expect(program.wait(for: "nothing300'"))
      #expect(program.leave() == 0)
      let recorded = try Recorded(path: path)
      #expect(recorded.data("i").joined() == lines.joined() + "\u{04}")
      #expect(recorded.output == program.output)
    }
  }

  @Test("what was recorded stays when either end is killed")
  func killed() throws {
    try withTemporaryFolder { folder in
      for signal in [SIGKILL, SIGTERM, SIGHUP] {
        let path = folder + "/\(signal).cast"
        let program = try ProgramOnTerminal(
          laplace, ["--cast", path, "--plain"], environment: ["XDG_STATE_HOME": folder])
        program.type("load iris\r")
        #expect(program.wait(for: "150 examples"))
        program.end(by: signal)
        let recorded = try Recorded(path: path)
        #expect(recorded.output.contains("150 examples"))
        #expect(recorded.data("x").count == (signal == SIGKILL ? 0 : 1))
      }
    }
  }

  @Test("a disk that is full ends the recording with a warning, not the session")
  func fullDisk() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.cast"
      let program = try ProgramOnTerminal(
        laplace, ["--cast", path, "--plain"], environment: ["XDG_STATE_HOME": folder],
        blockLimit: 2)
      for _ in 0..<8 { program.type("explain\r") }
      program.type("load iris\r")
      #expect(program.wait(for: "150 examples"))
      #expect(program.leave() == 0)
      #expect(program.output.components(separatedBy: "ends early").count == 2)
      let recorded = try Recorded(path: path)
      #expect(program.output.hasPrefix(recorded.output) && !recorded.output.isEmpty)
      #expect(recorded.data("x").isEmpty)
    }
  }

  @Test("what cannot be recorded is refused before anything begins")
  func refusals() throws {
    try withTemporaryFolder { folder in
      let piped = try laplace.run(["--cast", folder + "/a.cast"], input: "load iris\n")
      #expect(piped.status == 2 && piped.diagnostics.contains("--cast records a terminal"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/a.cast"))
    }
  }
}
