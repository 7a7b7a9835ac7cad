import Foundation
import Notebook
import TestSupport
import Testing

/// The real program on a terminal, killed in the middle of its work and started again.
@Suite(.serialized) struct RecoveryTests {
  private let laplace = BuiltProgram("laplace")

  /// The state folder of a test: what the journals in it hold.
  private struct State {
    let path: String

    var environment: [String: String] { ["XDG_STATE_HOME": path] }
    var folder: String { path + "/laplace/journal" }

    var names: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// The content of the journal that is alone in the folder, or made last.
    var content: JournalContent {
      let data = names.last.flatMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }
      return JournalContent(bytes: data ?? Data())
    }

    /// The copies of notebooks that sessions left.
    var copies: [String] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/laplace")) ?? []
      return names.filter { $0.hasPrefix("session-") && $0.hasSuffix(".la.md") }
    }
  }

  private static let modes: [[String]] = [[], ["--plain"]]

  @Test(
    "after kill -9 while a model trains, finished cells, the running command and what waits come back",
    arguments: modes)
  func killedWhileTraining(mode: [String]) throws {
    try withTemporaryFolder { path in
      let state = State(path: path)
      let first = try ProgramOnTerminal(laplace, mode, environment: state.environment)
      first.type("d1 = load iris\r")
      #expect(first.wait { state.content.cells.first?.status == .ok })
      first.type("m1 = model mlp [4,64,3]\r")
      #expect(first.wait { state.content.cells.dropFirst().first?.status == .ok })
      first.type("train m1 epochs=100000000\r")
      #expect(first.wait { state.content.cells.last?.status == .running })
      let isFull = mode.isEmpty
      if isFull {
        first.type("show d1\rfit m1 structure=di")
        #expect(first.wait { state.content.line == "fit m1 structure=di" })
      }
      first.end(by: SIGKILL)
      let old = state.names
      let lost = state.content.cells.map(\.source)
      #expect(
        lost == ["d1 = load iris", "m1 = model mlp [4,64,3]", "train m1 epochs=100000000"]
          + (isFull ? ["show d1"] : []))

      let second = try ProgramOnTerminal(laplace, mode, environment: state.environment)
      #expect(second.wait(for: "recovered \(lost.count) cells from "))
      second.type("recover\r")
      #expect(second.wait(for: "rerun stale runs them"))
      #expect(second.wait { state.names.count == 1 && state.names != old })
      #expect(state.content.cells.map(\.source) == lost)
      #expect(state.content.cells[0].status == .ok)
      #expect(state.content.cells[0].output.contains { $0.contains("150 examples") })
      #expect(state.content.cells[2].status == .running)
      if isFull {
        #expect(second.wait { state.content.line == "fit m1 structure=di" })
        second.type("\u{15}")
      }
      #expect(second.leave() == 0)
      #expect(second.output.contains("this session is kept in "))
      #expect(state.names == [])
      let copy = try #require(state.copies.first)
      let notebook = try NotebookStore.read("\(path)/laplace/\(copy)")
      #expect(notebook.cells.map(\.source) == lost)
    }
  }

  @Test("after kill -9 while a line is typed, the line comes back", arguments: modes)
  func killedWhileTyping(mode: [String]) throws {
    try withTemporaryFolder { path in
      let state = State(path: path)
      let first = try ProgramOnTerminal(laplace, mode, environment: state.environment)
      first.type("load synth two-moons n=")
      #expect(first.wait { state.content.line == "load synth two-moons n=" })
      first.end(by: SIGKILL)

      let second = try ProgramOnTerminal(laplace, mode, environment: state.environment)
      #expect(second.wait(for: "recovered a line from "))
      second.type("recover\r")
      // The line is in the editor again: Enter after two more digits runs it.
      #expect(second.wait { state.names.count <= 1 && second.output.contains("n=") })
      second.type("20\r")
      #expect(
        second.wait { state.content.cells.map(\.source) == ["load synth two-moons n=20"] })
      second.end(by: SIGKILL)
    }
  }

  @Test("a discarded session is gone, and a session that lives is not offered")
  func discard() throws {
    try withTemporaryFolder { path in
      let state = State(path: path)
      let first = try ProgramOnTerminal(laplace, environment: state.environment)
      first.type("load iris\r")
      #expect(first.wait { state.content.cells.first?.status == .ok })
      let second = try ProgramOnTerminal(laplace, ["--plain"], environment: state.environment)
      second.type("recover list\r")
      #expect(second.wait(for: "nothing to recover"))
      #expect(!second.output.contains("recovered"))
      first.end(by: SIGKILL)
      second.type("recover discard\r")
      #expect(second.wait(for: "discarded 1 cell from "))
      #expect(second.leave() == 0)
      #expect(state.names == [])
    }
  }

  @Test("two sessions at once keep their cells and the lines of both in the history")
  func twoSessions() throws {
    try withTemporaryFolder { path in
      let state = State(path: path)
      let sessions = try (0..<2).map { index in
        try ProgramOnTerminal(
          laplace, index == 0 ? [] : ["--plain"], environment: state.environment)
      }
      for line in 1...5 {
        for (index, session) in sessions.enumerated() {
          session.type("d\(line) = load iris permute=\(index)\r")
        }
      }
      let history = path + "/laplace/history"
      for session in sessions {
        #expect(
          session.wait {
            (try? String(contentsOfFile: history, encoding: .utf8))?
              .split(separator: "\n").count == 10
          })
      }
      let lines = try String(contentsOfFile: history, encoding: .utf8).split(separator: "\n")
      for index in 0..<2 {
        #expect(lines.filter { $0.hasSuffix("permute=\(index)") }.count == 5)
      }
      for session in sessions { session.end(by: SIGKILL) }
      let dead = JournalFolder(path: state.folder).deadSessions()
      #expect(dead.count == 2)
      #expect(dead.allSatisfy { $0.content.cells.count == 5 })
    }
  }

  @Test("a terminal that closes leaves the journal to the next session")
  func hangUp() throws {
    try withTemporaryFolder { path in
      let state = State(path: path)
      let session = try ProgramOnTerminal(laplace, environment: state.environment)
      session.type("load iris\r")
      #expect(session.wait { state.content.cells.first?.status == .ok })
      session.type("show ir")
      #expect(session.wait { state.content.line == "show ir" })
      session.end(by: SIGHUP)
      let dead = try #require(JournalFolder(path: state.folder).deadSessions().first)
      #expect(dead.content.cells.map(\.source) == ["load iris"])
      #expect(dead.content.line == "show ir")
    }
  }

  @Test("a home that cannot be written to costs one warning, and work goes on", arguments: modes)
  func readOnlyHome(mode: [String]) throws {
    let session = try ProgramOnTerminal(
      laplace, mode, environment: ["XDG_STATE_HOME": "/dev/null/state"])
    session.type("load iris\r")
    #expect(session.wait(for: "/dev/null/state"))
    session.type("load wine\r")
    #expect(session.wait(for: "178 examples"))
    #expect(session.leave() == 0)
  }

  @Test("a full disk costs one warning, and work goes on", arguments: modes)
  func fullDisk(mode: [String]) throws {
    try withTemporaryFolder { path in
      let state = State(path: path)
      let session = try ProgramOnTerminal(
        laplace, mode, environment: state.environment, blockLimit: 1)
      for _ in 0..<6 { session.type("load iris\r") }
      #expect(session.wait(for: "cannot"))
      session.type("load wine\r")
      #expect(session.wait(for: "178 examples"))
      #expect(session.leave() == 0)
    }
  }

  @Test("a session that its folder does not take is kept in another, and printed where none does")
  func nowhereToKeep() throws {
    try withTemporaryFolder { path in
      for (temporary, isKept) in [(path, true), ("/dev/null", false)] {
        let session = try ProgramOnTerminal(
          laplace, environment: ["XDG_STATE_HOME": "/dev/null", "TMPDIR": temporary])
        session.type("d = load iris\r")
        #expect(session.wait(for: "150 examples"))
        #expect(session.leave() == 0)
        #expect(session.output.contains("this session is kept in \(path)/session-") == isKept)
        #expect(session.output.contains("its commands were:\r\n  d = load iris") == !isKept)
      }
      let kept = try FileManager.default.contentsOfDirectory(atPath: path)
      let name = try #require(kept.first { $0.hasPrefix("session-") && $0.hasSuffix(".la.md") })
      #expect(
        try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8).contains("d = load iris"))
    }
  }

  @Test(
    "a history that cannot be written costs one warning, and work goes on",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"),
    arguments: modes)
  func fullHistory(mode: [String]) throws {
    try withTemporaryFolder { path in
      let folder = path + "/laplace"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/history", withDestinationPath: "/dev/full")
      let session = try ProgramOnTerminal(
        laplace, mode, environment: State(path: path).environment)
      session.type("load iris\r")
      #expect(session.wait(for: "cannot"))
      session.type("load wine\r")
      #expect(session.wait(for: "178 examples"))
      #expect(session.leave() == 0)
      #expect(session.faults == [])
    }
  }
}
