import Laplace
import TextPlots

extension GridObject {
  /// A figure of one posterior over two settings, with the best point marked.
  func heatmap(_ request: PlotRequest) throws -> Heatmap {
    guard let curve = curves.first, curves.count == 1 else {
      throw Problem(
        .notApplicable,
        "A heatmap shows the grid of one posterior, and this one has "
          + "\(curves.map(\.posteriorName).joined(separator: ", ")).",
        remedies: ["grid \(curves.first?.posteriorName ?? "p1") …"])
    }
    let (x, y) = try mapAxes(curve.grid, request)
    let quantity = try quantity(named: request.z)
    let (xs, ys) = (values(of: x, curve.grid), values(of: y, curve.grid))
    var figures: [[Double]: Double] = [:]
    for point in curve.grid.points {
      figures[[x.value(point.settings), y.value(point.settings)]] = quantity.value(point)
    }
    let top = figures.values.filter(\.isFinite).max()
    let interesting = Self.interestingRange(of: curve.grid.points.map(\.evidence))
    let range = (quantity == .evidence ? interesting : nil).map {
      $0.lowerBound...min($0.upperBound, top ?? $0.upperBound)
    }
    let note = range.map { ", all alike from \(formatted($0.lowerBound)) down" } ?? ""
    return Heatmap(
      title: request.title ?? "\(quantity.label) of \(curve.posteriorName)",
      xAxis: axis(x, xs, isLogarithmic: request.isLogX),
      yAxis: axis(y, ys, isLogarithmic: request.isLogY), valueName: quantity.word + note,
      x: xs, y: ys, values: ys.flatMap { y in xs.map { x in figures[[x, y]] ?? .nan } },
      range: range, points: best(by: quantity, x, y, in: curve.grid))
  }

  /// The two settings with several values, or those that were asked for.
  private func mapAxes(
    _ grid: SettingsGrid, _ request: PlotRequest
  ) throws -> (x: GridAxis, y: GridAxis) {
    let varying = axes.filter { values(of: $0, grid).count > 1 }
    guard varying.count == 2 else {
      let names = varying.map(\.name).joined(separator: ", ")
      throw Problem(
        .notApplicable,
        "A heatmap needs a grid over two settings, and this one runs over "
          + "\(names.isEmpty ? "none" : names).",
        remedies: ["grid p1 prior=1e-2..1e2 log 9 temp=0.1..10 log 9"])
    }
    let x = try axis(named: request.x)
    let y = try axis(named: request.y.first)
    let first = x ?? varying.first { $0 != y } ?? varying[0]
    let second = y ?? varying.first { $0 != first } ?? varying[1]
    guard first != second, varying.contains(first), varying.contains(second) else {
      throw Problem(
        .notApplicable, "x= and y= of a heatmap are the two settings of the grid.",
        remedies: ["x=\(varying[0].name) y=\(varying[1].name)"])
    }
    return (first, second)
  }

  /// The values of a setting as the posterior takes them, without those that come twice.
  private func values(of axis: GridAxis, _ grid: SettingsGrid) -> [Double] {
    let values =
      switch axis {
      case .prior: grid.axes.priorPrecisions
      case .noise: grid.axes.noises
      case .temp: grid.axes.temperatures
      }
    var seen: Set<Double> = []
    return values.filter { seen.insert($0).inserted }
  }

  private func axis(_ axis: GridAxis, _ values: [Double], isLogarithmic: Bool?) -> PlotAxis {
    let isWide = (values.max() ?? 1) >= 10 * (values.min() ?? 1)
    return PlotAxis(axis.label, scale: isLogarithmic ?? isWide ? .log10 : .linear)
  }

  /// The best point by the quantity; none where neither more nor less is better.
  private func best(
    by quantity: GridQuantity, _ x: GridAxis, _ y: GridAxis, in grid: SettingsGrid
  ) -> [Series] {
    guard mark(quantity) != nil, let index = grid.best(by: quantity) else { return [] }
    let point = grid.points[index]
    let text = quantity.value(point).map { " " + formatted($0, significant: 6) } ?? ""
    return [
      Series(
        "best\(text)",
        points: [PlotPoint(x: x.value(point.settings), y: y.value(point.settings))],
        kind: .points)
    ]
  }
}
