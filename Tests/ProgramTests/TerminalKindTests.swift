import Foundation
import TestSupport
import Testing

/// The real program on terminals and in locales of many kinds.
@Suite(.serialized) struct TerminalKindTests {
  private let laplace = BuiltProgram("laplace")

  /// Runs a session that draws a plot, and gives the program after its end.
  private func session(
    _ arguments: [String] = [], _ environment: [String: String],
    then body: (ProgramOnTerminal) throws -> Void = { _ in }
  ) throws -> ProgramOnTerminal {
    var session: ProgramOnTerminal?
    try withTemporaryFolder { folder in
      let program = try ProgramOnTerminal(
        laplace, arguments, environment: ["XDG_STATE_HOME": folder].merging(environment) { $1 })
      program.type("load iris\r")
      #expect(program.wait(for: "150 examples"))
      program.type("plot iris\r")
      #expect(program.wait(for: "sepal_length"))
      program.waitForQuiet()
      try body(program)
      #expect(program.leave() == 0)
      #expect(program.isCooked)
      session = program
    }
    return try #require(session)
  }

  private var colourCode: Regex<Substring> {
    /\u{1B}\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m/
  }

  private static let screens: [(terminal: String, hasColours: Bool)] = [
    ("xterm-256color", true), ("tmux-256color", true), ("screen-256color", true),
    ("xterm", false), ("screen", false), ("linux", false), ("vt100", false), ("vt52", false),
    ("ansi", false),
  ]

  @Test("a terminal that can move its cursor has the full screen", arguments: screens)
  func fullScreens(terminal: String, hasColours: Bool) throws {
    let program = try session([], ["TERM": terminal]) { program in
      #expect(program.wait(for: "READY"))
    }
    #expect(!program.output.contains("line by line"))
    #expect((program.output.firstMatch(of: colourCode) != nil) == hasColours)
    // The emulated terminal is of the family of xterm.
    if !["vt52", "ansi"].contains(terminal) { #expect(program.faults == []) }
    if terminal == "linux" {
      #expect(!program.output.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    }
  }

  private static let lines: [(terminal: String, sentence: String?)] = [
    ("dumb", nil), ("", nil), ("unknown", nil),
    ("nonesuch", "the terminal database does not know the terminal named in TERM"),
  ]

  @Test("any other terminal is spoken to line by line, without escapes", arguments: lines)
  func otherTerminals(terminal: String, sentence: String?) throws {
    let program = try session([], ["TERM": terminal])
    #expect(!program.output.contains("READY"))
    #expect(program.output.firstMatch(of: colourCode) == nil)
    if let sentence { #expect(program.output.contains(sentence)) }
    if terminal == "dumb" { #expect(!program.output.contains("\u{1B}")) }
  }

  @Test("ACCESSIBLE=1 and --plain write line after line: the cursor moves within a line alone")
  func accessible() throws {
    for (arguments, environment) in [([], ["ACCESSIBLE": "1"]), (["--plain"], [:])] {
      let program = try session(arguments, environment)
      #expect(!program.output.contains("\u{1B}[?1049h") && !program.output.contains("READY"))
      // Up, down, a place, a row, erased screens, scrolling.
      #expect(program.output.firstMatch(of: /\u{1B}\[[0-9;]*[ABHfdJLMST]/) == nil)
      #expect(program.faults == [])
    }
  }

  private static let colourless: [([String], [String: String])] = [
    ([], ["NO_COLOR": "1"]), (["--plain"], ["NO_COLOR": "1"]), ([], ["TERM": "vt100"]),
    (["--plain"], ["TERM": "vt100"]), (["--color", "never"], [:]),
    (["--plain", "--color", "never"], [:]), ([], ["TERM": "vt100", "COLORTERM": "truecolor"]),
  ]

  @Test("where colour is unwanted or unknown there is no code for one", arguments: colourless)
  func noColours(arguments: [String], environment: [String: String]) throws {
    let program = try session(arguments, environment)
    #expect(program.output.firstMatch(of: colourCode) == nil)
    #expect(program.faults == [])
  }

  private static let attributes: [([String], [String: String])] = [
    ([], ["NO_COLOR": "1"]), ([], ["TERM": "xterm", "COLORTERM": "truecolor"]),
    (["--color", "always"], ["TERM": "vt100"]), (["--color", "never"], [:]),
  ]

  @Test(
    "without colours the title still stands out, and series differ by their marks",
    arguments: attributes)
  func marksAndAttributes(arguments: [String], environment: [String: String]) throws {
    _ = try session(arguments, environment) { program in
      let cells = program.screen.cells
      #expect(cells[0].allSatisfy { $0.look.isReversed })
      for mark in "◆◇●" { #expect(cells.joined().contains { $0.character == mark }, "\(mark)") }
    }
  }

  private static let locales: [(name: String, isUTF8: Bool)] = [
    ("C", false), ("POSIX", false), ("C.UTF-8", true), ("C.utf8", true), ("xx_XX.UTF-8", true),
    ("de_DE.UTF-8", true), ("xx_XX.ISO-8859-1", false), ("nonsense", false),
  ]

  @Test(
    "the locale decides on ASCII or UTF-8, and no glyph becomes a question mark", arguments: locales
  )
  func speaks(name: String, isUTF8: Bool) throws {
    for arguments in [[], ["--plain"]] {
      let program = try session(arguments, ["LC_ALL": name]) { program in
        program.type("help fit\r")
        #expect(program.wait(for: "structure"))
        program.waitForQuiet()
      }
      #expect(program.bytes.allSatisfy { $0 < 0x80 } != isUTF8, "\(arguments)")
      #expect(!program.output.contains("\u{FFFD}"))
      let marks = program.output.replacing("^X ? keys", with: "").split(separator: "?")
      let isSequence = marks.dropLast().allSatisfy { $0.hasSuffix("\u{1B}[") }
      #expect(isSequence, "\(arguments) \(marks)")
      #expect(program.faults == [])
    }
  }

  @Test("numbers keep their point in every locale, and letters of several bytes can be typed")
  func typing() throws {
    for locale in ["C", "de_DE.UTF-8"] {
      _ = try session([], ["LC_ALL": locale, "LC_NUMERIC": "de_DE.UTF-8"]) { program in
        program.type("m = model mlp [4,2,3] λé\u{7F}\u{7F}")
        #expect(program.wait { program.line == "m = model mlp [4,2,3]" })
        program.type("; train m epochs=1 lr=0.5\r")
        #expect(program.wait(for: "lr=0.5"))
      }
    }
  }
}
