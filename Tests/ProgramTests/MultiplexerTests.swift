import Foundation
import TestSupport
import Testing

/// The program in a real terminal, that of tmux: what the shell's own screen shows before and after.
@Suite(.serialized, .enabled(if: Multiplexer.isInstalled, "tmux is not installed"))
struct MultiplexerTests {
  private let laplace = BuiltProgram("laplace")

  private func withShell(_ body: (Multiplexer) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let tmux = Multiplexer(socket: folder + "/socket")
      defer { tmux.close() }
      tmux.open(
        "exec env XDG_STATE_HOME='\(folder)' LC_ALL=C.UTF-8 PS1='shell> ' sh -i", columns: 90,
        rows: 24)
      // What is typed before the prompt is echoed twice.
      tmux.wait(for: "shell>")
      tmux.type("echo before\n")
      tmux.wait(for: "\nbefore")
      tmux.type("'\(laplace.path)'\n")
      tmux.wait(for: "READY")
      try body(tmux)
    }
  }

  @Test("the shell's screen comes back as it was, with where the work is")
  func leaving() throws {
    try withShell { tmux in
      tmux.type("load iris\n")
      tmux.wait(for: "150 examples")
      tmux.key("C-d")
      tmux.wait(for: "this session is kept in")
      #expect(tmux.screen.contains("\nbefore"))
      #expect(!tmux.screen.contains("READY") && !tmux.screen.contains("150 examples"))
    }
  }

  @Test("after a crash the reason stands on the shell's screen, and the shell reads lines")
  func crash() throws {
    try withShell { tmux in
      tmux.type("load iris\n")
      tmux.wait(for: "150 examples")
      tmux.key("C-\\")
      tmux.wait(for: "stopped from the keyboard (SIGQUIT)")
      #expect(tmux.screen.contains("\nbefore") && !tmux.screen.contains("READY"))
      tmux.type("echo af''ter\n")
      tmux.wait(for: "\nafter")
    }
  }

  @Test("Control-Z gives the shell its screen, and fg brings the notebook and the line back")
  func suspension() throws {
    try withShell { tmux in
      tmux.type("load iris\n")
      tmux.wait(for: "150 examples")
      tmux.type("show ir")
      tmux.wait(for: "la> show ir")
      for _ in 0..<2 {
        tmux.key("C-z")
        tmux.wait(for: "Stopped")
        #expect(tmux.screen.contains("\nbefore") && !tmux.screen.contains("READY"))
        tmux.type("echo mean''while\n")
        tmux.wait(for: "\nmeanwhile")
        tmux.type("fg\n")
        tmux.wait(for: "READY")
        #expect(tmux.screen.contains("la> show ir") && tmux.screen.contains("150 examples"))
      }
      tmux.type("is\n")
      tmux.wait(for: "[2] show iris")
    }
  }
}
