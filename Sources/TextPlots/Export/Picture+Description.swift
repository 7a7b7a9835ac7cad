extension LinePlot {
  /// The title, the axes with their ranges, each series with its extremes and shape, crossings.
  public func describe() -> [String] {
    guard hasData, let x = xDomain, let y = yDomain else {
      return heading(else: "plot") + ["no point has a place on both axes"]
    }
    var lines = heading(else: "plot")
    lines.append("horizontal axis: " + words(xAxis, x))
    lines.append("vertical axis: " + words(yAxis, y))
    lines += shownSeries.map(words)
    lines += ribbons.map(words)
    lines += verticalRules.map(words)
    lines += crossingWords
    if droppedPoints > 0 { lines.append("\(droppedPoints) points not shown") }
    return lines
  }

  private func words(_ axis: PlotAxis, _ domain: AxisDomain) -> String {
    let name = axis.label.isEmpty ? "" : axis.label + ", "
    let range = [domain.lower, domain.upper].map { NumberFormat.formatted($0) }
    return name + (axis.scale == .log10 ? "logarithmic, " : "") + range.joined(separator: " to ")
  }

  private func name(_ index: Int) -> String {
    series[index].name.isEmpty ? "series \(index + 1)" : series[index].name
  }

  private func words(_ index: Int) -> String {
    let points = series[index].points.filter(isDrawable)
    guard let low = Series.extreme(.minimum, of: points),
      let high = Series.extreme(.maximum, of: points)
    else { return "\(name(index)): no points" }
    let kind = series[index].kind
    let shape = kind == .points ? "" : "; " + CurveShape(points).words(x: xAxis.label)
    return
      "\(name(index)): \(points.count) point\(points.count == 1 ? "" : "s"), least \(words(low)), most \(words(high))\(shape)"
  }

  private func words(_ point: PlotPoint) -> String {
    "\(NumberFormat.formatted(point.y)) at \(NumberFormat.formatted(point.x))"
  }

  private func words(_ ribbon: Ribbon) -> String {
    let widths = ribbon.samples.map { PlotPoint(x: $0.x, y: $0.upper - $0.lower) }
      .filter(\.y.isFinite)
    guard let least = Series.extreme(.minimum, of: widths),
      let most = Series.extreme(.maximum, of: widths)
    else { return "\(ribbon.name): empty" }
    return "\(ribbon.name): a band, narrowest \(words(least)), widest \(words(most))"
  }

  private func words(_ rule: VerticalRule) -> String {
    "\(rule.name.isEmpty ? "a line" : rule.name) at \(NumberFormat.formatted(rule.x))"
  }

  private var crossingWords: [String] {
    let lines = shownSeries.filter { series[$0].kind != .points }
    let shapes = lines.map { CurveShape(series[$0].points.filter(isDrawable)) }
    return lines.indices.flatMap { first in
      lines.indices.dropFirst(first + 1).compactMap { second in
        let places = shapes[first].crossings(with: shapes[second])
        guard !places.isEmpty else { return nil }
        let shown = places.prefix(5).map { NumberFormat.formatted($0) }
        let more = places.count > 5 ? ", …" : ""
        return "\(name(lines[first])) and \(name(lines[second])) cross at "
          + shown.joined(separator: ", ") + more
      }
    }
  }
}

extension Histogram {
  /// The title and for each group its size, range, median and commonest interval.
  public func describe() -> [String] {
    guard let bins = HistogramCounts(self, limit: HistogramCounts.exportLimit) else {
      return heading(else: "histogram") + ["no finite values"]
    }
    let lines = zip(groups, bins.counts).map { group, counts in
      let values = Self.drawn(group.values).sorted()
      let name = group.name.isEmpty ? "values" : group.name
      guard let least = values.first, let most = values.last,
        let peak = counts.indices.max(by: { counts[$0] < counts[$1] })
      else { return "\(name): none" }
      let numbers = [least, values[values.count / 2], most, bins.edges[peak], bins.edges[peak + 1]]
        .map { NumberFormat.formatted($0) }
      return "\(name): \(values.count), \(numbers[0]) to \(numbers[2]), median \(numbers[1]), "
        + "most often \(numbers[3]) to \(numbers[4]) (\(counts[peak]))"
    }
    let dropped = droppedPoints > 0 ? ["\(droppedPoints) values not shown"] : []
    return heading(else: "histogram") + lines + dropped
  }
}

extension BarChart {
  /// The title and a line for each bar.
  public func describe() -> [String] {
    heading(else: "bars")
      + sorted.map { bar in
        let error = bar.error.map { " plus or minus \(NumberFormat.formatted($0, significant: 2))" }
        return "\(bar.label): \(NumberFormat.formatted(bar.value))\(error ?? "")"
      }
  }
}

extension ReliabilityDiagram {
  /// The title, a line for each bin and the summary.
  public func describe() -> [String] {
    heading(else: "reliability")
      + drawnBins.map { bin in
        let edges = [bin.low, bin.high].map { NumberFormat.formatted($0, significant: 2) }
        let accuracy = NumberFormat.fixed(bin.accuracy, decimals: 2)
        let gap = NumberFormat.fixed(bin.gap, decimals: 2, signed: true)
        return "confidence \(edges[0]) to \(edges[1]): n \(bin.count), accuracy \(accuracy), "
          + "gap \(gap)"
      } + summary + (verdict.map { [$0] } ?? [])
  }
}

extension Picture {
  /// The title, or the kind of picture where there is none.
  func heading(else kind: String) -> [String] { [title.isEmpty ? kind : title] }
}
