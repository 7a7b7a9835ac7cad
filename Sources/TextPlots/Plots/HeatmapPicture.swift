/// A heatmap being drawn.
struct HeatmapPicture {
  var grid: CellGrid
  let map: Heatmap
  let options: PlotOptions
  let layout: HeatmapLayout
  private let domain: AxisDomain

  init(
    _ map: Heatmap, x: AxisDomain, y: AxisDomain, values: AxisDomain, options: PlotOptions
  ) {
    self.map = map
    self.options = options
    domain = values
    layout = HeatmapLayout(map, x: x, y: y, values: values, options: options)
    grid = CellGrid(width: options.width, height: options.inlineHeight)
    drawValues()
    drawBorders()
    drawPoints()
    drawBar()
    drawFrame()
    drawHeading()
  }

  var width: Int { layout.x.length }
  var height: Int { layout.y.length }
  var isASCII: Bool { options.glyphs == .ascii }

  /// A cell of the canvas.
  subscript(column: Int, row: Int) -> Cell {
    get { grid[layout.left + column, layout.rows.top + row] }
    set { grid[layout.left + column, layout.rows.top + row] = newValue }
  }

  private mutating func drawValues() {
    let halves = HeatmapValues.rowsPerCell(options)
    let values = HeatmapValues(
      map, x: layout.x.domain, y: layout.y.domain, columns: width, rows: halves * height)
    for row in 0..<height {
      for column in 0..<width {
        let upper = values[column, halves * row]
        let lower = values[column, halves * row + halves - 1]
        self[column, row] = cell(upper.flatMap(domain.fraction), lower.flatMap(domain.fraction))
      }
    }
  }

  /// A cell with the colours of two numbers, given as fractions of their range.
  private func cell(_ upper: Double?, _ lower: Double?) -> Cell {
    guard options.color else {
      let shades = ColorRamp.shades(ascii: isASCII)
      return Cell(upper.map { shades[ColorRamp.level(of: $0, count: shades.count)] } ?? " ")
    }
    let levels = [upper, lower].map { $0.map { ColorRamp.level(of: $0, count: map.ramp.count) } }
    switch (levels[0], levels[1]) {
    case (nil, nil): return .blank
    case (let upper?, nil): return Cell("▀", Style(.ramp(map.ramp, level: upper)))
    case (nil, let lower?): return Cell("▄", Style(.ramp(map.ramp, level: lower)))
    case (let upper?, let lower?):
      let ground = Ground.ramp(map.ramp, level: lower)
      return upper == lower
        ? Cell(" ", Style(on: ground))
        : Cell("▀", Style(.ramp(map.ramp, level: upper), on: ground))
    }
  }

  /// A bar of the colours from the lowest number at the foot to the highest.
  private mutating func drawBar() {
    guard !layout.barLabels.isEmpty, height > 2 else { return }
    let left = layout.left + width + 1
    let halves = HeatmapValues.rowsPerCell(options)
    for row in 0..<height {
      let fractions = [halves * row, halves * row + halves - 1].map {
        1 - (Double($0) + 0.5) / Double(halves * height)
      }
      for column in 0..<HeatmapLayout.barWidth {
        grid[left + column, layout.rows.top + row] = cell(fractions[0], fractions[1])
      }
    }
    for (label, row) in zip(layout.barLabels, [0, height / 2, height - 1]) {
      grid.write(
        label, column: left + HeatmapLayout.barWidth + 1, row: layout.rows.top + row,
        style: Style(.dim))
    }
  }
}
