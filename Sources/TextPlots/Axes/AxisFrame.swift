/// The lines and labels along the left and lower edge of a canvas.
struct AxisFrame {
  /// The labels on the left, by row of the canvas.
  var rows: [(row: Int, label: String)] = []
  /// The labels below, by column of the canvas.
  var columns: [(column: Int, label: String)] = []
  /// Columns with a small tick and no label.
  var minorColumns: [Int] = []
  /// The character of a labelled tick on the lower edge.
  var tick: Character = "┼"
  /// The character of a small tick.
  var minorTick: Character = "┴"
  /// Whether only ASCII may be written.
  var isASCII = false

  /// The frame of two axes.
  init(x: Axis, y: Axis, ascii: Bool) {
    columns = x.ticks.compactMap { tick in x.cell(of: tick.value).map { ($0, tick.label) } }
    rows = y.ticks.compactMap { tick in y.cell(of: tick.value).map { ($0, tick.label) } }
    minorColumns = x.minorTicks.compactMap(x.cell)
    isASCII = ascii
  }

  /// A frame with given labels.
  init(
    rows: [(row: Int, label: String)], columns: [(column: Int, label: String)], tick: Character,
    ascii: Bool
  ) {
    self.rows = rows
    self.columns = columns
    self.tick = tick
    isASCII = ascii
  }

  /// The columns that labels and edge take on the left of a canvas.
  static func gutter(labels: [String]) -> Int { (labels.map(\.count).max() ?? 0) + 2 }

  /// Draws the frame around a canvas whose upper left cell is at (left, top).
  func draw(on grid: inout CellGrid, left: Int, top: Int, width: Int, height: Int) {
    drawLeftEdge(on: &grid, left: left, top: top, height: height)
    drawLowerEdge(on: &grid, left: left, row: top + height, width: width)
    writeColumnLabels(on: &grid, left: left, row: top + height + 1)
  }

  private func drawLeftEdge(on grid: inout CellGrid, left: Int, top: Int, height: Int) {
    let dim = Style(.dim)
    for row in 0..<height { grid[left - 1, top + row] = Cell(isASCII ? "|" : "│", dim) }
    for (row, label) in rows {
      grid[left - 1, top + row] = Cell(isASCII ? "+" : "┤", dim)
      grid.write(label, column: left - 2 - label.count, row: top + row, style: dim)
    }
    grid[left - 1, top + height] = Cell(isASCII ? "+" : "└", dim)
  }

  private func drawLowerEdge(on grid: inout CellGrid, left: Int, row: Int, width: Int) {
    let dim = Style(.dim)
    for column in 0..<width { grid[left + column, row] = Cell(isASCII ? "-" : "─", dim) }
    for column in minorColumns { grid[left + column, row] = Cell(isASCII ? "'" : minorTick, dim) }
    for (column, _) in columns { grid[left + column, row] = Cell(isASCII ? "+" : tick, dim) }
  }

  /// Labels stand centred under their ticks; one that would run into its neighbour is left out.
  private func writeColumnLabels(on grid: inout CellGrid, left: Int, row: Int) {
    var end = -1
    for (column, label) in columns {
      let start = max(0, min(left + column - label.count / 2, grid.width - label.count))
      guard start > end else { continue }
      end = grid.write(label, column: start, row: row, style: Style(.dim))
    }
  }
}
