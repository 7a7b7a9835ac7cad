import Foundation
import Terminal
import Testing
import TextPlots

/// Each of these opens a screen in a process of its own, on a terminal that the test holds.
@Suite("Screen")
struct ScreenTests {
  @Test("a picture arrives with wide letters and marks, and the terminal is given back")
  func presents() async throws {
    let terminal = try #require(PseudoTerminal(columns: 40, rows: 5))
    await #expect(processExitsWith: .success) { [path = terminal.path as String] in
      PseudoTerminal.adopt(path)
      await MainActor.run {
        guard let screen = try? Screen(palette: { _ in Appearance() }) else { exit(3) }
        var grid = CellGrid(width: screen.size.columns, height: screen.size.rows)
        grid.write("日本e\u{301}⣿ end", column: 0, row: 0)
        grid.write("cut 日", column: 35, row: 1)
        screen.present(grid, cursor: (column: 3, row: 0))
        grid.write("!", column: 9, row: 0)
        screen.present(grid, cursor: nil)
        screen.close()
      }
      exit(0)
    }
    let output = terminal.output()
    #expect(output.contains("日本e\u{301}⣿ end"))
    #expect(output.contains("cut"))
    #expect(output.components(separatedBy: "end").count == 2)
    #expect(output.contains("\u{1B}[?1049h"))
    #expect(output.components(separatedBy: "\u{1B}[?1049l").count == 2)
    #expect(output.components(separatedBy: "\u{1B}[?2004l").count == 2)
    #expect(terminal.isCooked)
  }

  @Test(
    "a process that dies gives the terminal back and says why",
    arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGQUIT])
  func survivesCrashes(signal: Int32) async throws {
    let terminal = try #require(PseudoTerminal(columns: 40, rows: 5))
    await #expect(processExitsWith: .signal(signal)) { [path = terminal.path as String, signal] in
      PseudoTerminal.adopt(path)
      await MainActor.run {
        guard let events = try? EventSource(),
          let screen = try? Screen(palette: { _ in Appearance() })
        else { exit(3) }
        events.setCrashNote("the journal")
        screen.present(CellGrid(width: 40, height: 5), cursor: nil)
        FileHandle.standardError.write(Data("last words\n".utf8))
        kill(getpid(), signal)
        // The signal may be delivered to another thread.
        while true { pause() }
      }
    }
    let output = terminal.output()
    let parts = output.components(separatedBy: "\u{1B}[?1049l")
    try #require(parts.count == 2)
    #expect(!parts[0].contains("last words"))
    #expect(parts[1].contains("last words"))
    #expect(parts[1].contains("(SIG"))
    #expect(parts[1].contains("the journal"))
    #expect(terminal.isCooked)
  }

  @Test("without colours the terminal is sent none")
  func honoursNoColour() async throws {
    let terminal = try #require(PseudoTerminal(columns: 40, rows: 5))
    await #expect(processExitsWith: .success) { [path = terminal.path as String] in
      PseudoTerminal.adopt(path)
      await MainActor.run {
        let look = Appearance(foreground: 196, background: 17, bold: true)
        guard let screen = try? Screen(colours: false, palette: { _ in look }) else { exit(3) }
        var grid = CellGrid(width: 40, height: 5)
        grid.write("plain", column: 0, row: 0, style: Style(.error))
        screen.present(grid, cursor: nil)
        guard screen.colourCount == 0 else { exit(4) }
        screen.close()
      }
      exit(0)
    }
    let output = terminal.output()
    #expect(output.contains("plain"))
    #expect(output.firstRange(of: /\u{1B}\[[0-9;]*[34][0-9][0-9;]*m/) == nil)
  }

  @Test("a file, an unknown terminal and a dumb one have no screen, each for its reason")
  func refuses() async throws {
    let terminal = try #require(PseudoTerminal(columns: 40, rows: 5))
    await #expect(processExitsWith: .success) { [path = terminal.path as String] in
      @MainActor func problem() -> TerminalError? {
        do throws(TerminalError) {
          _ = try Screen(palette: { _ in Appearance() })
          return nil
        } catch {
          return error
        }
      }
      await MainActor.run {
        dup2(open("/dev/null", O_RDWR), 0)
        guard problem() == .notATerminal else { exit(3) }
        PseudoTerminal.adopt(path)
        setenv("TERM", "nonesuch", 1)
        guard problem() == .unknownTerminal else { exit(4) }
        setenv("TERM", "dumb", 1)
        guard problem() == .cannotMoveCursor else { exit(5) }
      }
      exit(0)
    }
    #expect(terminal.output() == "")
    #expect(terminal.isCooked)
  }

  @Test("a wake from another thread ends a wait, and nothing else does")
  func wakes() async throws {
    let terminal = try #require(PseudoTerminal(columns: 40, rows: 5))
    await #expect(processExitsWith: .success) { [path = terminal.path as String] in
      PseudoTerminal.adopt(path)
      await MainActor.run {
        guard let events = try? EventSource() else { exit(3) }
        guard events.wait(milliseconds: 1) == [] else { exit(4) }
        Thread.detachNewThread { events.wake() }
        guard events.wait(milliseconds: nil) == .wake else { exit(5) }
        for (signal, event) in [
          (SIGINT, TerminalEvents.interrupt), (SIGWINCH, .resize), (SIGTSTP, .suspend),
          (SIGTERM, .terminate),
        ] {
          kill(getpid(), signal)
          guard events.wait(milliseconds: 1000) == event else { exit(6) }
        }
        guard events.terminatingSignal == SIGTERM else { exit(7) }
      }
      exit(0)
    }
  }
}
