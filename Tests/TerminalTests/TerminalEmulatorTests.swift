import TestSupport
import Testing

/// The emulated terminal that other tests read screens from.
@Suite("Terminal emulator")
struct TerminalEmulatorTests {
  private func emulator(_ text: String, columns: Int = 10, rows: Int = 3) -> TerminalEmulator {
    var emulator = TerminalEmulator(columns: columns, rows: rows)
    emulator.feed(Array(text.utf8))
    return emulator
  }

  static let pictures: [(String, [String])] = [
    ("ab\r\ncd", ["ab", "cd", ""]),
    // The last column holds the cursor until the next glyph.
    ("0123456789\rx", ["x123456789", "", ""]),
    ("0123456789x", ["0123456789", "x", ""]),
    ("\u{1B}[2;3Hx\u{1B}[Ay\u{1B}[3Dz\u{1B}[3dw", [" z y", "  x", "  w"]),
    ("a\n\rb\n\rc\n\rd", ["b", "c", "d"]),
    ("abc\u{1B}[2D\u{1B}[K", ["a", "", ""]),
    ("abc\u{1B}[2D\u{1B}[1K", ["  c", "", ""]),
    ("abc\u{1B}[H\u{1B}[2X", ["  c", "", ""]),
    ("abc\u{1B}[H\u{1B}[2P", ["c", "", ""]),
    ("abc\u{1B}[H\u{1B}[2@", ["  abc", "", ""]),
    ("abc\u{1B}[H\u{1B}[4hx\u{1B}[4ly", ["xybc", "", ""]),
    ("-\u{1B}[4b", ["-----", "", ""]),
    ("a\r\nb\r\nc\u{1B}[H\u{1B}[L", ["", "a", "b"]),
    ("a\r\nb\r\nc\u{1B}[H\u{1B}[M", ["b", "c", ""]),
    ("a\r\nb\r\nc\u{1B}[1;2r\u{1B}[2;1H\n", ["b", "", "c"]),
    ("a\r\nb\r\nc\u{1B}[H\u{1B}M", ["", "a", "b"]),
    ("a\r\nb\r\nc\u{1B}[2H\u{1B}[J", ["a", "", ""]),
    ("a\r\nb\r\nc\u{1B}[2H\u{1B}[1J", ["", "", "c"]),
    ("a\r\nb\u{1B}[2J", ["", "", ""]),
    ("日本e\u{301}x\u{1B}[1Gy", ["y 本e\u{301}x", "", ""]),
    ("\tx\u{1B}[Zy", ["        y", "", ""]),
  ]

  @Test("text and sequences give the picture of a terminal", arguments: pictures)
  func draws(stream: String, lines: [String]) {
    let whole = emulator(stream)
    #expect(whole.lines == lines)
    #expect(whole.unknown == [])
  }

  @Test("a stream cut anywhere gives the same picture")
  func cutStreams() {
    let stream = Array("日\u{1B}[1;38;5;202mx\u{1B}]52;c;YQ==\u{07}\u{1B}[?25l\u{1B}(Be\u{301}".utf8)
    let whole = emulator(String(decoding: stream, as: UTF8.self))
    for cut in stream.indices {
      var parts = TerminalEmulator(columns: 10, rows: 3)
      parts.feed(stream[..<cut])
      parts.feed(stream[cut...])
      #expect(parts.cells == whole.cells)
      #expect(parts.clipboard == ["YQ=="] && !parts.showsCursor && parts.bells == 0)
    }
  }

  @Test("colours and attributes belong to the cells that are written with them")
  func looks() {
    let row = emulator("\u{1B}[1;38;5;202ma\u{1B}[0;7mb\u{1B}[27;48;5;17mc\u{1B}[md\u{1B}[31me")
      .cells[0]
    #expect(row[0].look.foreground == 202 && row[0].look.isBold)
    #expect(row[1].look.isReversed && row[1].look.foreground == nil && !row[1].look.isBold)
    #expect(row[2].look.background == 17 && !row[2].look.isReversed)
    #expect(row[3].look == TerminalEmulator.Look())
    #expect(row[4].look.foreground == 1)
  }

  @Test("the alternate screen covers the ordinary one and gives it back")
  func alternateScreen() {
    var terminal = emulator("before\u{1B}[?1049h\u{1B}[Hfull")
    #expect(terminal.isAlternate && terminal.lines[0] == "full")
    terminal.feed("\u{1B}[?1049l!".utf8)
    #expect(!terminal.isAlternate && terminal.lines[0] == "before!")
    #expect(terminal.switches[1049]?.on == 1 && terminal.switches[1049]?.off == 1)
  }

  @Test("what a terminal of this kind does not know is noted, bells too")
  func unknown() {
    #expect(emulator("\u{1B}[5y").unknown.count == 1)
    #expect(emulator("\u{1B}[?5h").unknown == ["mode 5"])
    #expect(emulator("\u{1B}Q").unknown == ["ESC Q"])
    #expect(emulator("\u{1B}]0;title\u{07}").unknown == ["OSC 0;title"])
    #expect(emulator("a\u{07}b").bells == 1)
  }
}
