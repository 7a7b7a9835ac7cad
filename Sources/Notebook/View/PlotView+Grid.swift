import TextPlots

extension PlotView {
  /// The picture, or its numbers, with what stands under the cursor and the keys below.
  public func grid(width: Int, height: Int, glyphs: GlyphLevel, color: Bool) -> CellGrid {
    let layout = ScreenLayout(width: width, height: height)
    guard layout.isUsable else { return layout.requestForRoom("Esc leaves") }
    var grid = CellGrid(width: width, height: height)
    let options = RenderingOptions(
      width: width - 1, plotHeight: height - 2, glyphs: glyphs, color: color)
    let picture = isTable ? table.grid(options) : OutputBlock.plot(plot).grid(options)
    // A table that is too long goes on with the cursor.
    let first = min(isTable ? point : 0, max(0, picture.height - (height - 2)))
    for row in 0..<min(picture.height, height - 2) {
      for column in 0..<min(picture.width, width) {
        grid[column, row] = picture[column, first + row]
      }
    }
    grid.write(
      truncated(readout, to: width - 2), column: 1, row: height - 2,
      style: Style(.accent, bold: true))
    grid.write(keyLine(Self.keys, width: width - 2), column: 1, row: height - 1, style: Style(.dim))
    return grid
  }

  private static let keys = [
    "←→ read out", "Esc leave", "↑↓ curve", "+ - zoom", "0 all", "x y log", "1-9 hide", "t numbers",
    "b bands", "e export",
  ]
}

/// The keys that have room in a line, the important ones first.
func keyLine(_ keys: [String], width: Int) -> String {
  keys.reduce("") { line, key in
    let longer = line.isEmpty ? key : "\(line)  \(key)"
    return displayWidth(of: longer) <= width ? longer : line
  }
}
