/// A rectangle of cells: a picture made of characters, or a whole screen.
public struct CellGrid: Hashable, Sendable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  private var cells: [Cell]

  /// A blank grid.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = [Cell](repeating: .blank, count: self.width * self.height)
  }

  /// The cell at a column and a row; writing outside the grid does nothing, reading gives a blank.
  public subscript(column: Int, row: Int) -> Cell {
    get { contains(column, row) ? cells[row * width + column] : .blank }
    set { if contains(column, row) { cells[row * width + column] = newValue } }
  }

  /// The cells of one row, from left to right.
  public func row(_ row: Int) -> ArraySlice<Cell> { cells[row * width..<(row + 1) * width] }

  /// Writes text from a column on, cutting it at the right edge, and returns the column behind it.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, column: Int, row: Int, style: Style = .plain
  ) -> Int {
    var column = column
    for character in text {
      let cells = displayWidth(of: character)
      guard cells > 0 else { continue }
      if column + cells > width {
        if column < width { self[column, row] = Cell(" ", style) }
        return width
      }
      self[column, row] = Cell(character, style)
      if cells == 2 { self[column + 1, row] = Cell(nil, style) }
      column += cells
    }
    return column
  }

  /// Copies another grid into this one with its upper left corner at a place.
  public mutating func draw(_ other: CellGrid, column: Int, row: Int) {
    for y in 0..<other.height {
      for x in 0..<other.width { self[column + x, row + y] = other[x, y] }
    }
  }

  /// The rows as text, without trailing blanks.
  public var lines: [String] {
    (0..<height).map { y in
      var line = String(row(y).compactMap(\.character))
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < width && row >= 0 && row < height
  }
}
