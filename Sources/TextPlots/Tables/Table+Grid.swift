extension Table {
  /// The table as characters, never wider than asked.
  ///
  /// Where the width is too small the widest columns are cut, and columns on the right are left
  /// out; both show as `…`.
  public func grid(width: Int) -> CellGrid {
    let layout = TableLayout(self, width: max(0, width))
    var grid = CellGrid(width: max(0, width), height: columns.isEmpty ? 0 : rows.count + 1)
    let headings = columns.map(\.heading)
    write(headings, row: 0, layout: layout, style: Style(.accent, bold: true), on: &grid)
    for row in rows.indices {
      write(texts(row: row), row: row + 1, layout: layout, style: .plain, on: &grid)
    }
    return grid
  }

  /// The rows of the grid as text.
  public func lines(width: Int) -> [String] { grid(width: width).lines }

  private func write(
    _ texts: [String], row: Int, layout: TableLayout, style: Style, on grid: inout CellGrid
  ) {
    var left = 0
    for (column, width) in layout.widths.enumerated() {
      let text = truncated(texts[column], to: width)
      let indent = columns[column].alignment == .right ? width - displayWidth(of: text) : 0
      grid.write(text, column: left + indent, row: row, style: style)
      left += width + TableLayout.gap
    }
    if layout.isCut { grid.write("…", column: left, row: row, style: Style(.dim)) }
  }
}
