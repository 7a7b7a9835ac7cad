/// A terminal for tests: it takes what a program writes and holds the picture a person would see.
///
/// It knows the sequences of ECMA-48 and of xterm that curses and readline use for the terminals of
/// the xterm family, and notes every other one, every bell and every mode that is switched.
package struct TerminalEmulator {
  /// A place of the screen; the second half of a wide glyph has no character.
  package struct Cell: Hashable {
    package var character: Character?
    package var look: Look
  }

  /// How a cell is drawn.
  package struct Look: Hashable {
    package var foreground: Int?
    package var background: Int?
    package var isBold = false
    package var isReversed = false

    /// The look of plain text.
    package init() {}
  }

  var page: EmulatedPage
  /// The ordinary screen while the alternate one is shown.
  var covered: EmulatedPage?
  var saved = (column: 0, row: 0)
  var inserting = false
  /// The glyph that a repetition repeats.
  var last: Unicode.Scalar = " "
  var parser = EscapeParser()
  /// The modes that are on.
  package internal(set) var modes: Set<Int> = [7, 25]
  /// How often each mode was switched on and off.
  package internal(set) var switches: [Int: (on: Int, off: Int)] = [:]
  /// The number of bells.
  package internal(set) var bells = 0
  /// The sequences that this terminal does not know.
  package internal(set) var unknown: [String] = []
  /// The texts that were sent to the clipboard, in base64 (OSC 52).
  package internal(set) var clipboard: [String] = []

  /// A blank terminal of a size.
  package init(columns: Int, rows: Int) { page = EmulatedPage(columns: columns, rows: rows) }

  /// Takes bytes of a program.
  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if let piece = parser.take(byte) { perform(piece) }
    }
  }

  /// Takes another size, as a window whose border is dragged.
  package mutating func resize(columns: Int, rows: Int) {
    page = page.resized(columns: columns, rows: rows)
    covered = covered?.resized(columns: columns, rows: rows)
  }

  /// The cells of the screen, row by row.
  package var cells: [[Cell]] { page.cells }

  /// The rows as text, without trailing blanks.
  package var lines: [String] {
    page.cells.map { row in
      var line = String(row.compactMap(\.character))
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The whole screen as text.
  package var text: String { lines.joined(separator: "\n") }

  /// The place of the cursor.
  package var cursor: (column: Int, row: Int) { (page.column, page.row) }

  /// Whether the cursor is shown.
  package var showsCursor: Bool { modes.contains(25) }

  /// Whether the alternate screen is shown.
  package var isAlternate: Bool { covered != nil }
}
