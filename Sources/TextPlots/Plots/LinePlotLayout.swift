/// Where the parts of a line plot stand in its rectangle of cells.
struct LinePlotLayout {
  let rows: RowPlan
  /// The first column of the canvas.
  let left: Int
  let x: Axis
  let y: Axis
  /// Whether the plot has edges and labels, for which it needs room.
  let hasFrame: Bool
  /// Whether lines are named at their right end instead of in the legend.
  let hasEndLabels: Bool
  let legend: [[LegendItem]]
  /// Whether there are more than three points to a dot, so that only shades can show how many.
  let drawsDensity: Bool

  init(_ plot: LinePlot, x: AxisDomain, y: AxisDomain, options: PlotOptions) {
    let width = options.width
    let lines = plot.shownSeries.filter { plot.series[$0].kind != .points }
    let names = lines.map { displayWidth(of: plot.label(of: $0, options)) }
    let longest = names.max() ?? 0
    hasEndLabels = width > 110 && longest > 0 && longest <= 30
    let dots = width * options.inlineHeight * 2 * options.glyphs.dotRows
    drawsDensity = plot.scatteredPoints > 3 * dots
    var items = plot.legend(options, endLabels: hasEndLabels)
    if drawsDensity {
      let shades = String(DensityLayer.shades(ascii: options.glyphs == .ascii))
      items.append(LegendItem(sample: shades, text: "few to many points in a cell"))
    }
    legend = LegendItem.lines(items, width: max(1, width - 12))
    rows = RowPlan(
      height: options.inlineHeight, title: !plot.heading.isEmpty, legend: legend.count,
      label: !plot.xAxis.label.isEmpty)
    hasFrame = rows.axis > 0 && width >= 20
    self.y = Axis(y, length: rows.canvas, direction: .vertical, glyphs: options.glyphs)
    left = hasFrame ? AxisFrame.gutter(labels: self.y.ticks.map(\.label)) : 0
    let margin = hasEndLabels ? longest + 2 : hasFrame ? 2 : 0
    self.x = Axis(
      x, length: max(0, width - left - margin), direction: .horizontal, glyphs: options.glyphs)
  }
}

extension LinePlot {
  /// The first line: the vertical quantity, then what the plot shows.
  var heading: String {
    [yAxis.label == title ? "" : yAxis.label, title].filter { !$0.isEmpty }
      .joined(separator: "  ")
  }
}
