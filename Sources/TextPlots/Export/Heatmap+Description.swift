extension Heatmap {
  /// The title, the axes with their places, the numbers with their extremes, the points.
  public func describe() -> [String] {
    guard valueDomain != nil, let x = columns.domain(xAxis), let y = rows.domain(yAxis) else {
      return heading(else: "heatmap") + ["no number has a place on both axes"]
    }
    let shown = rows.order.flatMap { row in
      columns.order.compactMap { column in
        value(column, row).map { (x: self.x[column], y: self.y[row], value: $0) }
      }
    }
    var lines = heading(else: "heatmap")
    lines.append("horizontal axis: " + words(xAxis, x, count: self.x.count))
    lines.append("vertical axis: " + words(yAxis, y, count: self.y.count))
    if let least = shown.min(by: { $0.value < $1.value }),
      let most = shown.max(by: { $0.value < $1.value })
    {
      let mean = shown.reduce(0) { $0 + $1.value } / Double(shown.count)
      let ends = [least, most].map { place in
        let numbers = [place.value, place.x, place.y].map { NumberFormat.formatted($0) }
        return "\(numbers[0]) at (\(numbers[1]), \(numbers[2]))"
      }
      lines.append(
        "\(valueName.isEmpty ? "values" : valueName): least \(ends[0]), most \(ends[1]), "
          + "mean \(NumberFormat.formatted(mean))")
    }
    if Set(regions).count > 1 {
      lines.append("\(Set(regions).count) regions, with borders between them")
    }
    for series in points {
      lines.append(
        "\(series.name.isEmpty ? "points" : series.name): \(counted(series.points.count, "point"))")
    }
    if droppedPoints > 0 { lines.append("\(counted(droppedPoints, "value")) not shown") }
    return lines
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private func words(_ axis: PlotAxis, _ domain: AxisDomain, count: Int) -> String {
    let name = axis.label.isEmpty ? "" : axis.label + ", "
    let range = [domain.lower, domain.upper].map { NumberFormat.formatted($0) }
    return name + (axis.scale == .log10 ? "logarithmic, " : "")
      + "\(count) places in \(range.joined(separator: " to "))"
  }
}
