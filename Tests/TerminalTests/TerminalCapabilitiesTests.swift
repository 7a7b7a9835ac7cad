import Terminal
import Testing

@Suite("Terminal capabilities")
struct TerminalCapabilitiesTests {
  static let colours: [(environment: [String: String], atTerminal: Int, inPipe: Int)] = [
    (["TERM": "xterm-256color"], 256, 0),
    (["TERM": "tmux-256color"], 256, 0),
    (["TERM": "xterm"], 8, 0),
    (["TERM": "xterm", "COLORTERM": "truecolor"], 256, 0),
    (["TERM": "linux"], 8, 0),
    (["TERM": "vt100"], 0, 0),
    (["TERM": "dumb"], 0, 0),
    ([:], 0, 0),
    (["TERM": "xterm-256color", "NO_COLOR": "1"], 0, 0),
    (["TERM": "xterm-256color", "NO_COLOR": ""], 256, 0),
    (["TERM": "xterm-256color", "CLICOLOR_FORCE": "1"], 256, 256),
    (["TERM": "vt100", "CLICOLOR_FORCE": "1"], 8, 8),
    (["TERM": "xterm-256color", "CLICOLOR_FORCE": "0"], 256, 0),
    (["TERM": "xterm-256color", "CLICOLOR_FORCE": "1", "NO_COLOR": "1"], 0, 0),
  ]

  @Test("colours follow the environment", arguments: colours)
  func countsColours(environment: [String: String], atTerminal: Int, inPipe: Int) {
    #expect(capabilities(environment, outputIsTerminal: true).colourCount == atTerminal)
    #expect(capabilities(environment, outputIsTerminal: false).colourCount == inPipe)
  }

  static let locales: [(environment: [String: String], isUTF8: Bool)] = [
    (["LANG": "en_US.UTF-8"], true),
    (["LANG": "C.utf8"], true),
    (["LANG": "en_US.UTF-8", "LC_ALL": "C"], false),
    (["LANG": "C", "LC_CTYPE": "de_DE.UTF-8"], true),
    (["LANG": "C", "LC_ALL": "", "LC_CTYPE": "de_DE.UTF-8"], true),
    (["LANG": "de_DE.ISO-8859-1"], false),
    ([:], false),
  ]

  @Test("the first locale variable that is set decides", arguments: locales)
  func readsLocale(environment: [String: String], isUTF8: Bool) {
    #expect(capabilities(environment).isUTF8 == isUTF8)
  }

  @Test("the full screen needs two ends and a terminal that is not dumb")
  func allowsFullScreen() {
    #expect(capabilities(["TERM": "xterm"]).allowsFullScreen)
    #expect(!capabilities(["TERM": "xterm"], outputIsTerminal: false).allowsFullScreen)
    for terminal in ["", "dumb", "unknown"] {
      #expect(!capabilities(["TERM": terminal]).allowsFullScreen)
    }
    #expect(capabilities(["TERM": "dumb"]).isInteractive)
  }

  @Test("a pipe is as wide as it is told, or 80 by 24")
  func fallbackSize() {
    let told = capabilities(["COLUMNS": "132", "LINES": "50"])
    #expect([told.columns, told.rows] == [132, 50])
    for nonsense in ["0", "-3", "wide", "", "99999999999999999999"] {
      let size = capabilities(["COLUMNS": nonsense, "LINES": nonsense])
      #expect([size.columns, size.rows] == [80, 24])
    }
  }

  private func capabilities(
    _ environment: [String: String], outputIsTerminal: Bool = true
  ) -> TerminalCapabilities {
    TerminalCapabilities(
      environment: environment, inputIsTerminal: true, outputIsTerminal: outputIsTerminal)
  }
}
