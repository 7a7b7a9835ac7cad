import TextPlots

extension PlotView {
  /// The picture, or its numbers, with what stands under the cursor and the keys below.
  public func grid(width: Int, height: Int, glyphs: GlyphLevel, color: Bool) -> CellGrid {
    var grid = CellGrid(width: width, height: height)
    guard ScreenLayout(width: width, height: height).isUsable else {
      grid.write("need 20x5 — Esc leaves", column: 0, row: 0)
      return grid
    }
    let options = RenderingOptions(
      width: width - 1, plotHeight: height - 2, glyphs: glyphs, color: color)
    let picture = isTable ? table.grid(options) : OutputBlock.plot(plot).grid(options)
    for row in 0..<min(picture.height, height - 2) {
      for column in 0..<min(picture.width, width) { grid[column, row] = picture[column, row] }
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
