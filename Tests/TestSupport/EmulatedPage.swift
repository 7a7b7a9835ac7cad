import TextPlots

/// The cells of an emulated terminal and the cursor among them.
struct EmulatedPage {
  private(set) var cells: [[TerminalEmulator.Cell]]
  private(set) var column = 0
  private(set) var row = 0
  /// What erased cells and text look like.
  var look = TerminalEmulator.Look()
  /// The rows that scroll.
  var region: Range<Int>
  /// A glyph in the last column leaves the cursor there until the next one comes.
  private var wrapsNext = false
  private let blank = TerminalEmulator.Cell(character: " ", look: TerminalEmulator.Look())

  init(columns: Int, rows: Int) {
    cells = Array(repeating: Array(repeating: blank, count: columns), count: rows)
    region = 0..<rows
  }

  var columns: Int { cells.first?.count ?? 0 }
  var rows: Int { cells.count }

  /// A page of another size with what fits of this one.
  func resized(columns: Int, rows: Int) -> EmulatedPage {
    var page = EmulatedPage(columns: columns, rows: rows)
    for y in 0..<min(rows, self.rows) {
      for x in 0..<min(columns, self.columns) { page.cells[y][x] = cells[y][x] }
    }
    page.look = look
    page.move(column: column, row: row)
    return page
  }

  // MARK: The cursor

  mutating func move(column: Int? = nil, row: Int? = nil) {
    self.column = min(max(0, column ?? self.column), columns - 1)
    self.row = min(max(0, row ?? self.row), rows - 1)
    wrapsNext = false
  }

  /// A line feed: down, or up with all that scrolls.
  mutating func lineFeed() {
    wrapsNext = false
    if row == region.upperBound - 1 { scroll(up: 1) } else { move(row: row + 1) }
  }

  mutating func reverseLineFeed() {
    wrapsNext = false
    if row == region.lowerBound { scroll(up: -1) } else { move(row: row - 1) }
  }

  // MARK: Text

  mutating func write(_ scalar: Unicode.Scalar, inserting: Bool) {
    let character = Character(scalar)
    let width = displayWidth(of: character)
    guard width > 0 else { return combine(scalar) }
    if wrapsNext || column + width > columns {
      column = 0
      lineFeed()
    }
    if inserting { shift(by: width) }
    separateHalves(at: column)
    separateHalves(at: column + width)
    cells[row][column] = TerminalEmulator.Cell(character: character, look: look)
    if width == 2 { cells[row][column + 1] = TerminalEmulator.Cell(character: nil, look: look) }
    wrapsNext = column + width >= columns
    column = min(column + width, columns - 1)
  }

  /// A mark joins the glyph before the cursor.
  private mutating func combine(_ scalar: Unicode.Scalar) {
    var place = wrapsNext ? column : column - 1
    if place > 0, cells[row][place].character == nil { place -= 1 }
    guard place >= 0, let base = cells[row][place].character else { return }
    var text = String(base)
    text.unicodeScalars.append(scalar)
    if text.count == 1 { cells[row][place].character = Character(text) }
  }

  /// A wide glyph of which one half is overwritten leaves a blank in the other.
  private mutating func separateHalves(at column: Int) {
    guard column > 0, column < columns, cells[row][column].character == nil else { return }
    cells[row][column - 1].character = " "
    cells[row][column].character = " "
  }

  // MARK: Erasing and shifting

  private var erased: TerminalEmulator.Cell {
    var look = TerminalEmulator.Look()
    look.background = self.look.background
    return TerminalEmulator.Cell(character: " ", look: look)
  }

  mutating func erase(row: Int, _ range: Range<Int>) {
    let range = range.clamped(to: 0..<columns)
    for column in range { cells[row][column] = erased }
  }

  mutating func erase(rows range: Range<Int>) {
    for row in range.clamped(to: 0..<rows) { erase(row: row, 0..<columns) }
  }

  /// Moves what stands from the cursor on to the right, or to the left for a negative count.
  mutating func shift(by count: Int) {
    var line = cells[row]
    if count > 0 {
      line.insert(contentsOf: Array(repeating: erased, count: min(count, columns)), at: column)
    } else {
      line.removeSubrange(column..<min(columns, column - count))
    }
    let filling = Array(repeating: erased, count: max(0, columns - line.count))
    cells[row] = Array((line + filling).prefix(columns))
  }

  /// Moves the rows of the region up, or down for a negative count.
  mutating func scroll(up count: Int) { scroll(up: count, from: region.lowerBound) }

  /// Deletes rows from the cursor's on, or inserts some for a negative count.
  mutating func deleteRows(_ count: Int) {
    if region.contains(row) { scroll(up: count, from: row) }
  }

  private mutating func scroll(up count: Int, from top: Int) {
    let size = min(abs(count), region.upperBound - top)
    let blanks = Array(repeating: Array(repeating: erased, count: columns), count: size)
    let kept = Array(cells[top..<region.upperBound])
    let moved = count > 0 ? Array(kept[size...]) + blanks : blanks + Array(kept.dropLast(size))
    cells.replaceSubrange(top..<region.upperBound, with: moved)
  }
}
