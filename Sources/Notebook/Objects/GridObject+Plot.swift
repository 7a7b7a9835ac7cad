import Laplace
import TextPlots

extension GridObject {
  /// A curve over the first axis for each posterior and each value of the other axes.
  func plot(_ request: PlotRequest) throws -> Plot {
    if request.subject == "heatmap" || request.z != nil { return .heatmap(try heatmap(request)) }
    let axis = try axis(named: request.x) ?? axes.first ?? .prior
    let quantity = try quantity(named: request.y.first)
    let others = axes.filter { $0 != axis }
    let series = curves.flatMap { curve in
      groups(of: curve.grid.points, by: others).map { group in
        Series(
          ([curve.posteriorName] + group.label).joined(separator: " "),
          points: group.points.map {
            PlotPoint(x: axis.value($0.settings), y: quantity.value($0) ?? .nan)
          },
          kind: .line, mark: mark(quantity))
      }
    }
    let values = curves.flatMap(\.grid.points).map { axis.value($0.settings) }
    let isWide = (values.max() ?? 1) >= 100 * (values.min() ?? 1)
    return .line(
      LinePlot(
        title: request.title ?? "\(quantity.title) over \(axis.label)",
        xAxis: PlotAxis(axis.label, scale: request.isLogX ?? isWide ? .log10 : .linear),
        yAxis: PlotAxis(
          quantity.label, scale: request.isLogY == true ? .log10 : .linear,
          range: quantity == .evidence
            ? Self.interestingRange(of: curves.flatMap(\.grid.points).map(\.evidence)) : nil),
        series: series))
  }

  /// The range of the evidence around its top, when the worst points would flatten the rest.
  ///
  /// At extreme settings the evidence falls without end; what can be told apart lies above the lower
  /// quartile, or another part of the values.
  static func interestingRange(
    of evidences: [Double], above part: Double = 0.25
  ) -> ClosedRange<Double>? {
    let values = evidences.filter(\.isFinite).sorted()
    guard values.count >= 8, let least = values.first, let top = values.last else { return nil }
    let height = 1.5 * (top - values[Int(part * Double(values.count))])
    guard height > 0, top - least > 2 * height else { return nil }
    return (top - height)...(top + 0.06 * height)
  }

  func axis(named name: String?) throws -> GridAxis? {
    guard let name else { return nil }
    if let axis = axes.first(where: { $0.name == name || $0.symbol == name }) { return axis }
    throw Problem(
      .unknownColumn, "the grid does not run over '\(name)'.",
      suggestions: DidYouMean.suggestions(for: name, among: axes.map { Suggestion($0.name) }))
  }

  /// The mark of the best point.
  func mark(_ quantity: GridQuantity) -> Series.Mark? {
    switch quantity {
    case .effective: nil
    case .score(let metric): metric.isBetterWhenLarger.map { $0 ? .maximum : .minimum }
    case .evidence: .maximum
    }
  }

  func quantity(named name: String?) throws -> GridQuantity {
    guard let name else { return quantities[0] }
    if let quantity = GridQuantity(word: name),
      quantities.contains(quantity) || [.evidence, .effective].contains(quantity)
    {
      return quantity
    }
    throw Problem(
      .unknownColumn, "the grid has no '\(name)'.",
      suggestions: DidYouMean.suggestions(
        for: name, among: quantities.map { Suggestion($0.word) }))
  }

  /// The points with the same values on the given axes.
  private func groups(
    of points: [SettingsGrid.Point], by axes: [GridAxis]
  ) -> [(label: [String], points: [SettingsGrid.Point])] {
    var order: [[Double]] = []
    var groups: [[Double]: [SettingsGrid.Point]] = [:]
    for point in points {
      let key = axes.map { $0.value(point.settings) }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(point)
    }
    return order.map { key in
      (
        zip(axes, key).map { "\($0.symbol)=\(formatted($1, significant: 3))" },
        groups[key] ?? []
      )
    }
  }
}
