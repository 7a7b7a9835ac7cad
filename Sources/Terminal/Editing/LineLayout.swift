import TextPlots

/// The rows that a prompt and an edited line take on the screen, and the place of the cursor.
///
/// A line feed begins a new row, and so does the right edge; rows after the first are indented by
/// the width of the prompt. A control character is shown as a caret and a letter.
public nonisolated struct LineLayout: Equatable, Sendable {
  /// What stands in each row.
  public private(set) var rows: [String] = [""]
  /// The place of the cursor among the rows.
  public private(set) var cursor: (column: Int, row: Int) = (0, 0)
  private var column = 0
  private let width: Int
  private let indentation: Int

  /// The layout of a line whose cursor stands behind some of its characters.
  public init(prompt: String, text: String, cursor: Int, width: Int) {
    self.width = max(2, width)
    let promptWidth = displayWidth(of: prompt)
    // A prompt as wide as the screen leaves no room for an indentation.
    indentation = 2 * promptWidth <= self.width ? promptWidth : 0
    for character in prompt { place(visible(character)) }
    for (index, character) in text.enumerated() {
      if index == cursor { markCursor() }
      if character.isNewline { beginRow() } else { place(visible(character)) }
    }
    if cursor >= text.count { markCursor() }
  }

  /// Two layouts are equal if they show the same.
  public static func == (left: LineLayout, right: LineLayout) -> Bool {
    left.rows == right.rows && left.cursor == right.cursor
  }

  private mutating func place(_ text: String) {
    let cells = displayWidth(of: text)
    if column + cells > width { beginRow() }
    rows[rows.count - 1] += text
    column += cells
  }

  /// A cursor behind the last column stands in the next row.
  private mutating func markCursor() {
    if column >= width { beginRow() }
    cursor = (column, rows.count - 1)
  }

  private mutating func beginRow() {
    rows.append(String(repeating: " ", count: indentation))
    column = indentation
  }
}

/// A character as it can be drawn: controls as `^X`, a lone combining mark on a blank.
nonisolated private func visible(_ character: Character) -> String {
  guard let scalar = character.unicodeScalars.first else { return "" }
  if scalar.value < 0x20 || scalar.value == 0x7F {
    return "^" + String(Character(Unicode.Scalar(UInt8(scalar.value) ^ 0x40)))
  }
  return displayWidth(of: character) > 0 ? String(character) : "\u{FFFD}"
}
