extension Heatmap {
  /// The map as a Scalable Vector Graphics file, a rectangle for each run of one colour in a row.
  public func svg(theme: Theme) -> String {
    guard let values = valueDomain, let x = columns.domain(xAxis), let y = rows.domain(yAxis) else {
      return emptySVG("nothing to draw: no number has a place on both axes", theme: theme)
    }
    var chart = SVGChart(x: x, y: y, title: title, theme: theme, margin: 80)
    draw(values, on: &chart)
    drawBorders(on: &chart)
    drawPoints(on: &chart)
    drawBar(values, on: &chart)
    let vertical = yAxis.title(note: chart.y.note)
    chart.drawHeading([vertical, title].filter { !$0.isEmpty }.joined(separator: "  "))
    chart.drawLegend(
      points.enumerated().map { ($0.element.name, theme.color(of: .series($0.offset)), []) })
    chart.drawFrame(xTitle: xAxis.title(note: chart.x.note))
    return chart.document.text
  }

  /// The ends of intervals in the document, cut at the frame.
  private func places(_ grid: GridPlaces, _ axis: Axis) -> [Double] {
    grid.edges.map { edge in
      min(max((edge - axis.domain.lengths.lowerBound) / axis.domain.span, 0), 1)
    }
  }

  private func draw(_ values: AxisDomain, on chart: inout SVGChart) {
    let (columns, rows) = (columns, rows)
    let (xs, ys) = (places(columns, chart.x), places(rows, chart.y))
    for (row, index) in rows.order.enumerated() {
      let levels = columns.order.map { column in
        value(column, index).flatMap(values.fraction)
          .map { ColorRamp.level(of: $0, count: ramp.count) }
      }
      var start = 0
      for end in 1...levels.count where end == levels.count || levels[end] != levels[start] {
        defer { start = end }
        guard let level = levels[start] else { continue }
        chart.document.rectangle(
          x: chart.left + xs[start] * chart.width,
          y: chart.top + (1 - ys[row + 1]) * chart.height,
          width: (xs[end] - xs[start]) * chart.width,
          height: (ys[row + 1] - ys[row]) * chart.height,
          fill: chart.theme.color(of: Ground.ramp(ramp, level: level)), isJoined: true)
      }
    }
  }

  private func drawBorders(on chart: inout SVGChart) {
    guard !regions.isEmpty else { return }
    let (columns, rows) = (columns, rows)
    let xs = places(columns, chart.x).map { chart.left + $0 * chart.width }
    let ys = places(rows, chart.y).map { chart.top + (1 - $0) * chart.height }
    let stroke = chart.theme.textColor
    for (row, y) in rows.order.enumerated() {
      for (column, x) in columns.order.enumerated() {
        let own = region(x, y)
        if column + 1 < columns.order.count, region(columns.order[column + 1], y) != own {
          chart.document.line(
            from: DotPoint(xs[column + 1], ys[row]), to: DotPoint(xs[column + 1], ys[row + 1]),
            stroke: stroke)
        }
        if row + 1 < rows.order.count, region(x, rows.order[row + 1]) != own {
          chart.document.line(
            from: DotPoint(xs[column], ys[row + 1]), to: DotPoint(xs[column + 1], ys[row + 1]),
            stroke: stroke)
        }
      }
    }
  }

  private func drawPoints(on chart: inout SVGChart) {
    for (index, series) in points.enumerated() {
      for case let point? in series.points.map({ chart.point($0.x, $0.y) })
      where chart.contains(point) {
        chart.document.circle(point, radius: 4, color: chart.theme.groundColor)
        chart.document.circle(point, radius: 3, color: chart.theme.color(of: .series(index)))
      }
    }
  }

  /// The colours beside the frame with the numbers at both ends and in the middle.
  private func drawBar(_ values: AxisDomain, on chart: inout SVGChart) {
    let (left, height) = (chart.left + chart.width + 20, chart.height / Double(ramp.count))
    for level in 0..<ramp.count {
      chart.document.rectangle(
        x: left, y: chart.top + chart.height - Double(level + 1) * height, width: 16,
        height: height, fill: chart.theme.color(of: Ground.ramp(ramp, level: level)),
        isJoined: true)
    }
    let labels = HeatmapLayout.labels(of: values)
    for (index, label) in labels.enumerated() {
      chart.document.text(
        label, x: left + 22, y: chart.top + 4 + chart.height * Double(index) / 2)
    }
    chart.document.text(valueName, x: left, y: chart.top - 10)
  }
}
