import Foundation
import TestSupport
import Testing

/// The real program, ended from outside: the terminal is as it was, and the reason is on it.
@Suite(.serialized) struct DeathTests {
  private let laplace = BuiltProgram("laplace")

  private static let crashes: [(signal: Int32, sentence: String)] = [
    (SIGQUIT, "stopped from the keyboard (SIGQUIT)"),
    (SIGSEGV, "stopped by an invalid memory access (SIGSEGV)"),
    (SIGABRT, "stopped by the program itself (SIGABRT)"),
    (SIGTRAP, "stopped by a failed check in the program (SIGTRAP)"),
    (SIGILL, "stopped by a failed check in the program (SIGILL)"),
    (SIGBUS, "stopped by an invalid memory access (SIGBUS)"),
    (SIGFPE, "stopped by an arithmetic fault (SIGFPE)"),
  ]

  @Test("a crash gives the terminal back, and says why and where the work is", arguments: crashes)
  func crash(signal: Int32, sentence: String) throws {
    for mode in [[], ["--plain"]] {
      try withTemporaryFolder { folder in
        let program = try ProgramOnTerminal(
          laplace, mode, environment: ["XDG_STATE_HOME": folder])
        program.type("load iris\r")
        #expect(program.wait(for: "150 examples"))
        _ = program.wait { mode == [] || program.output.hasSuffix("la> ") }
        kill(program.process, signal)
        #expect(program.waitForEnd() == -signal)
        #expect(program.faults == [])
        #expect(!program.screen.isAlternate)
        // On the ordinary screen, not on the one that is gone.
        #expect(program.screen.text.contains(sentence))
        if mode == [] {
          #expect(
            program.screen.text.contains("this session is kept in \(folder)/laplace/journal/"))
        }
      }
    }
  }

  @Test("a request to end is followed at once", arguments: [SIGTERM, SIGHUP])
  func request(signal: Int32) throws {
    for mode in [[], ["--plain"]] {
      try withTemporaryFolder { folder in
        let program = try ProgramOnTerminal(
          laplace, mode, environment: ["XDG_STATE_HOME": folder])
        program.type("load iris\r")
        #expect(program.wait(for: "150 examples"))
        kill(program.process, signal)
        _ = program.waitForEnd()
        #expect(program.faults == [])
        #expect(program.screen.text.contains("recover brings it back"))
      }
    }
  }

  @Test("Control-C, even held down, ends nothing but the running cell")
  func interrupts() throws {
    try withTemporaryFolder { folder in
      let program = try ProgramOnTerminal(laplace, environment: ["XDG_STATE_HOME": folder])
      program.type("load digits\rmodel mlp [64,32,10]\rtrain on=digits epochs=1000000\r")
      #expect(program.shows("/1000000"))
      // The time that is left, once there is a rate to guess it by.
      #expect(
        program.wait { program.screen.text.firstMatch(of: /\/1000000 · .* · ~[0-9]+ s/) != nil })
      for _ in 0..<30 { program.type("\u{03}") }
      #expect(program.shows("READY"))
      #expect(program.screen.text.contains("p[3]"))
      kill(program.process, SIGINT)
      program.type("load wine\r")
      #expect(program.shows("178 examples"))
      #expect(program.leave() == 0)
      #expect(program.faults == [])
    }
  }

  @Test("Control-\\ at the keyboard ends the program and gives the terminal back")
  func quitKey() throws {
    try withTemporaryFolder { folder in
      let program = try ProgramOnTerminal(laplace, environment: ["XDG_STATE_HOME": folder])
      program.type("\u{1C}")
      #expect(program.waitForEnd() == -SIGQUIT)
      #expect(program.faults == [])
    }
  }
}
