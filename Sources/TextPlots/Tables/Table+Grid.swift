extension Table {
  /// The table as characters, never wider than asked.
  ///
  /// Where the width is too small the widest columns are cut, and columns on the right are left
  /// out; both show as `…`, or `~` in ASCII.
  public func grid(width: Int, glyphs: GlyphLevel = .braille) -> CellGrid {
    let layout = TableLayout(self, width: max(0, width))
    var grid = CellGrid(width: max(0, width), height: columns.isEmpty ? 0 : rows.count + 1)
    let headings = columns.map(\.heading)
    for (row, texts) in ([headings] + rows.indices.map { texts(row: $0) }).enumerated()
    where row < grid.height {
      var left = 0
      for (column, width) in layout.widths.enumerated() {
        let text = truncated(texts[column], to: width, glyphs: glyphs)
        let isRight = columns[column].alignment == .right
        let indent = isRight ? width - displayWidth(of: text) : 0
        let style = row == 0 ? Style(.accent, bold: true) : .plain
        grid.write(text, column: left + indent, row: row, style: style)
        left += width + TableLayout.gap
      }
      guard layout.isCut else { continue }
      grid.write(String(glyphs.ellipsis), column: left, row: row, style: Style(.dim))
    }
    return grid
  }

  /// The rows of the grid as text.
  public func lines(width: Int, glyphs: GlyphLevel = .braille) -> [String] {
    grid(width: width, glyphs: glyphs).lines
  }
}
