extension LinePlot {
  /// The plot as a Scalable Vector Graphics file.
  public func svg(theme: Theme) -> String {
    guard hasData, let x = xDomain, let y = yDomain else {
      return emptySVG("nothing to draw: no point has a place on both axes", theme: theme)
    }
    var chart = SVGChart(x: x, y: y, title: title, theme: theme)
    for level in [Ribbon.Level.outer, .inner] {
      for ribbon in ribbons where ribbon.level == level { draw(ribbon, on: &chart) }
    }
    for rule in verticalRules { drawGuide(at: rule.x, from: y.upper, on: &chart) }
    for index in shownSeries { draw(index, on: &chart) }
    let yNote = chart.y.note.isEmpty ? "" : " (\(chart.y.note))"
    chart.drawHeading(heading + yNote)
    chart.drawLegend(svgLegend(theme))
    chart.drawFrame(xTitle: xAxis.title(note: chart.x.note))
    return chart.document.text
  }

  private func draw(_ ribbon: Ribbon, on chart: inout SVGChart) {
    let edges = ribbon.samples.compactMap { sample -> (DotPoint, DotPoint)? in
      guard let lower = chart.point(sample.x, sample.lower),
        let upper = chart.point(sample.x, sample.upper)
      else { return nil }
      return (inside(lower, chart), inside(upper, chart))
    }
    guard edges.count > 1 else { return }
    if drawsOutlines {
      for edge in [edges.map(\.0), edges.map(\.1)] {
        chart.document.polyline(edge, stroke: chart.theme.color(of: .dim), dash: [1, 3])
      }
      return
    }
    let color = chart.theme.color(of: ribbon.level == .inner ? .innerBand : Ground.outerBand)
    chart.document.polygon(edges.map(\.0) + edges.reversed().map(\.1), fill: color)
  }

  private func inside(_ point: DotPoint, _ chart: SVGChart) -> DotPoint {
    DotPoint(
      min(max(point.x, chart.left), chart.left + chart.width),
      min(max(point.y, chart.top), chart.top + chart.height))
  }

  private func drawGuide(at x: Double, from top: Double, on chart: inout SVGChart) {
    guard let start = chart.point(x, top), chart.contains(start) else { return }
    let end = DotPoint(start.x, chart.top + chart.height)
    chart.document.line(from: start, to: end, stroke: chart.theme.color(of: .dim), dash: [1, 3])
  }

  private func draw(_ index: Int, on chart: inout SVGChart) {
    let color = chart.theme.color(of: .series(index))
    let points = series[index].points.filter(isDrawable)
    if series[index].kind != .points {
      for run in runs(of: series[index].points) {
        for piece in chart.pieces(run.compactMap { chart.point($0.x, $0.y) }) {
          chart.document.polyline(piece, stroke: color, dash: dash(index, chart.theme))
        }
      }
    }
    if series[index].kind != .line {
      for case let point? in points.map({ chart.point($0.x, $0.y) }) where chart.contains(point) {
        chart.document.circle(point, radius: 3, color: color)
      }
    }
    if let mark = series[index].mark, let marked = Series.extreme(mark, of: points),
      let point = chart.point(marked.x, marked.y), chart.contains(point)
    {
      drawGuide(at: marked.x, from: marked.y, on: &chart)
      chart.document.circle(point, radius: 5, color: color)
    }
  }

  private func dash(_ index: Int, _ theme: Theme) -> [Double] {
    theme == .none ? DashPattern.series(lineNumber(of: index)).lengths : []
  }

  private func svgLegend(_ theme: Theme) -> [(name: String, color: String, dash: [Double])] {
    let lines = shownSeries.map { index in
      (label(of: index, PlotOptions()), theme.color(of: .series(index)), dash(index, theme))
    }
    let bands = ribbons.map { ribbon in
      (
        ribbon.name, theme.color(of: ribbon.level == .inner ? .innerBand : Ground.outerBand),
        [Double]()
      )
    }
    return lines + bands
  }
}

extension Picture {
  /// A file with the title and a sentence in place of a picture.
  func emptySVG(_ sentence: String, theme: Theme) -> String {
    var document = SVGDocument(width: 720, height: 80, title: title, theme: theme)
    document.text(title, x: 20, y: 30, bold: true)
    document.text(sentence, x: 20, y: 55)
    return document.text
  }
}
