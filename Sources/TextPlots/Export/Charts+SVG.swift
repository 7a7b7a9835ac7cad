extension Histogram {
  /// The histogram as a Scalable Vector Graphics file.
  public func svg(theme: Theme) -> String {
    guard let bins = HistogramCounts(self, limit: HistogramCounts.exportLimit),
      let x = AxisDomain(bins.edges), let most = bins.counts.joined().max(),
      let y = AxisDomain([0, Double(max(1, most))])
    else { return emptySVG("nothing to draw: no finite values", theme: theme) }
    var chart = SVGChart(x: x, y: y, title: title, theme: theme)
    let binWidth = chart.width / Double(bins.edges.count - 1)
    let barWidth = (binWidth - 2) / Double(groups.count)
    for (group, counts) in bins.counts.enumerated() {
      for (bin, count) in counts.enumerated() {
        guard let corner = chart.point(bins.edges[bin], Double(count)) else { continue }
        chart.document.rectangle(
          x: corner.x + 1 + Double(group) * barWidth, y: corner.y, width: barWidth,
          height: chart.top + chart.height - corner.y, fill: theme.color(of: .series(group)))
      }
    }
    chart.drawHeading(title)
    chart.drawLegend(
      groups.enumerated().map { ($0.element.name, theme.color(of: .series($0.offset)), []) })
    chart.drawFrame(xTitle: PlotAxis(label).title(note: chart.x.note))
    return chart.document.text
  }
}

extension BarChart {
  /// The chart as a Scalable Vector Graphics file.
  public func svg(theme: Theme) -> String {
    guard !bars.isEmpty else { return emptySVG("nothing to draw: no bars", theme: theme) }
    let height = 60 + 24 * Double(bars.count)
    var document = SVGDocument(width: 720, height: height, title: title, theme: theme)
    document.text(title, x: 20, y: 24, bold: true)
    for (index, bar) in sorted.enumerated() {
      draw(bar, row: 44 + 24 * Double(index), on: &document, theme: theme)
    }
    return document.text
  }

  private func draw(_ bar: Bar, row: Double, on document: inout SVGDocument, theme: Theme) {
    let (left, width) = (200.0, 380.0)
    func place(_ value: Double) -> Double { left + (domain.fraction(of: value) ?? 0) * width }
    document.text(bar.label, x: left - 10, y: row + 13, anchor: .end)
    document.text(NumberFormat.formatted(bar.value), x: left + width + 10, y: row + 13)
    guard bar.isDrawable else { return }
    let (low, high) = (place(min(0, bar.value)), place(max(0, bar.value)))
    document.rectangle(
      x: low, y: row, width: high - low, height: 18, fill: theme.color(of: .series(0)))
    guard let error = bar.drawableError else { return }
    let ends = [bar.value - error, bar.value + error].map { DotPoint(place($0), row + 9) }
    document.line(from: ends[0], to: ends[1], stroke: theme.textColor)
  }
}

extension ReliabilityDiagram {
  /// The diagram as a Scalable Vector Graphics file.
  public func svg(theme: Theme) -> String {
    guard !drawnBins.isEmpty else {
      return emptySVG("nothing to draw: no bin holds a prediction", theme: theme)
    }
    var chart = SVGChart(x: .unit, y: .unit, title: title, theme: theme, isSquare: true)
    if let start = chart.point(0, 0), let end = chart.point(1, 1) {
      chart.document.line(from: start, to: end, stroke: theme.color(of: .dim), dash: [1, 3])
    }
    for bin in drawnBins { draw(bin, on: &chart) }
    chart.drawHeading(title)
    chart.drawFrame(xTitle: "confidence")
    let lines = summary + (verdict.map { [$0] } ?? [])
    for (index, line) in lines.enumerated() {
      chart.document.text(line, x: 420, y: chart.top + 20 + 18 * Double(index))
    }
    return chart.document.text
  }

  private func draw(_ bin: Bin, on chart: inout SVGChart) {
    let color = chart.theme.color(of: .series(0))
    guard let center = chart.point(bin.meanConfidence, bin.accuracy) else { return }
    if let low = chart.point(bin.meanConfidence, bin.wilsonLow),
      let high = chart.point(bin.meanConfidence, bin.wilsonHigh)
    {
      chart.document.line(from: low, to: high, stroke: color)
    }
    chart.document.circle(center, radius: 4, color: color, isHollow: bin.count < 10)
  }
}
