/// What helps to read the layers: guides, frame, heading, labels.
extension LinePlotPicture {
  /// The rules, the guide below the first marked point and the zero line, all behind the ink.
  mutating func drawGuides() {
    let vertical: Character = options.glyphs == .ascii ? ":" : "┊"
    for rule in plot.verticalRules {
      guard let column = layout.x.cell(of: rule.x) else { continue }
      for row in 0..<height { drawGuide(vertical, column: column, row: row) }
    }
    if let point = plot.shownSeries.lazy.compactMap(markedPoint).first,
      let (column, top) = cell(point)
    {
      for row in top..<height { drawGuide(vertical, column: column, row: row) }
    }
    guard plot.yAxis.scale == .linear, let row = layout.y.cell(of: 0),
      (1..<max(1, height - 1)).contains(row)
    else { return }
    let isASCII = options.glyphs == .ascii
    for column in stride(from: 0, to: width, by: isASCII ? 2 : 1) {
      drawGuide(isASCII ? "-" : "┈", column: column, row: row)
    }
  }

  private mutating func drawGuide(_ character: Character, column: Int, row: Int) {
    guard self[column, row].character == " " else { return }
    self[column, row] = Cell(character, Style(.dim, on: self[column, row].style.ground))
  }

  mutating func drawFrame() {
    guard layout.hasFrame else { return }
    AxisFrame(x: layout.x, y: layout.y, ascii: options.glyphs == .ascii)
      .draw(
        on: &grid, left: layout.left, top: layout.rows.top, width: width, height: height)
    guard layout.rows.label > 0 else { return }
    let title = truncated(plot.xAxis.title(note: layout.x.note), to: width, glyphs: options.glyphs)
    let column = layout.left + (width - displayWidth(of: title)) / 2
    grid.write(title, column: column, row: layout.rows.height - 1, style: Style(.dim))
  }

  mutating func drawHeading() {
    let column = min(layout.left, 10)
    if layout.rows.title > 0 {
      let note = layout.y.note.isEmpty ? "" : " (\(layout.y.note))"
      let text =
        plot.yAxis.label.isEmpty || plot.yAxis.label == plot.title
        ? plot.title + note
        : plot.yAxis.label + note + (plot.title.isEmpty ? "" : "  " + plot.title)
      grid.write(
        truncated(text, to: options.width - column, glyphs: options.glyphs), column: column, row: 0,
        style: Style(.accent, bold: true))
    }
    for row in 0..<layout.rows.legend {
      let isCut = row == layout.rows.legend - 1 && layout.legend.count > row + 1
      LegendItem.write(
        layout.legend[row], isCut: isCut, glyphs: options.glyphs, on: &grid, column: column,
        row: layout.rows.title + row)
    }
  }

  /// Names the lines at their right ends, a row apart at least.
  mutating func drawEndLabels() {
    var taken: Set<Int> = []
    for index in plot.shownSeries where plot.series[index].kind != .points {
      let points = plot.series[index].points.filter(plot.isDrawable)
      let text = plot.label(of: index, options)
      guard !text.isEmpty, let row = points.last.flatMap({ layout.y.cell(of: $0.y) }),
        let free = (0..<height).filter({ !taken.contains($0) }).min(by: {
          abs($0 - row) < abs($1 - row)
        })
      else { continue }
      taken.insert(free)
      grid.write(
        text, column: layout.left + width + 1, row: layout.rows.top + free,
        style: plot.seriesStyle(index, options))
    }
  }
}
