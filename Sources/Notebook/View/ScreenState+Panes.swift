import TextPlots

extension ScreenState {
  /// The list of objects at the left, and a picture over a table at the right.
  func drawPanes(_ layout: ScreenLayout, in grid: inout CellGrid) {
    let rows = layout.bodyTop..<layout.bodyTop + layout.bodyRows
    if layout.objectColumns > 0 {
      drawLine(column: layout.objectColumns, rows, in: &grid)
      drawObjects(layout, in: &grid)
    }
    guard layout.paneColumns > 0 else { return }
    let left = layout.width - layout.paneColumns
    drawLine(column: left - 1, rows, in: &grid)
    if let panePlot {
      draw(
        panePlot, column: left, rows: rows.lowerBound..<rows.lowerBound + layout.panePlotRows,
        in: &grid)
    } else {
      grid.write("pictures stand here", column: left + 1, row: rows.lowerBound, style: Style(.dim))
    }
    let below = rows.lowerBound + layout.panePlotRows
    for column in left..<layout.width { grid[column, below] = Cell("─", Style(.dim)) }
    if let paneTable { draw(paneTable, column: left, rows: below + 1..<rows.upperBound, in: &grid) }
  }

  private func drawLine(column: Int, _ rows: Range<Int>, in grid: inout CellGrid) {
    for row in rows { grid[column, row] = Cell("│", Style(.dim)) }
  }

  /// The newest first, each with the beginning of what is in it.
  private func drawObjects(_ layout: ScreenLayout, in grid: inout CellGrid) {
    grid.write("objects", column: 1, row: layout.bodyTop, style: Style(.accent, bold: true))
    var row = layout.bodyTop + 1
    for object in objects.reversed() {
      guard row + 1 < layout.bodyTop + layout.bodyRows else { break }
      let end = grid.write(object.name, column: 1, row: row, style: Style(.text, bold: true))
      grid.write(
        truncated(" \(object.kind.rawValue)", to: layout.objectColumns - end), column: end,
        row: row,
        style: Style(.dim))
      grid.write(
        truncated(object.label, to: layout.objectColumns - 3), column: 3, row: row + 1,
        style: Style(.dim))
      row += 2
    }
  }

  private func draw(
    _ picture: CellGrid, column: Int, rows: Range<Int>, in grid: inout CellGrid
  ) {
    for row in 0..<min(picture.height, rows.count) {
      for x in 0..<picture.width { grid[column + x, rows.lowerBound + row] = picture[x, row] }
    }
  }
}
