import Laplace
import TextPlots

/// The evidence of one or several posteriors over a grid of settings.
struct GridObject: SessionObject {
  /// One posterior's grid.
  struct Curve: Sendable {
    let posteriorName: String
    let grid: EvidenceGrid
  }

  /// The grids, all over the same points.
  let curves: [Curve]
  /// Which of prior precision, noise and temperature have several values.
  let axes: [GridAxis]
  /// What was asked for beside the evidence.
  let metrics: Set<GridMetric>

  var kind: ObjectKind { .grid }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    for curve in curves {
      fingerprint.combine(curve.posteriorName)
      fingerprint.combine(curve.grid.points.map(\.evidence))
    }
    return fingerprint
  }

  var headline: String {
    curves.map { curve in
      guard let best = curve.grid.best.map({ curve.grid.points[$0] }) else {
        return "\(curve.posteriorName): no finite evidence"
      }
      let place = axes.map { "\($0.symbol) \(formatted($0.value(best.settings), significant: 3))" }
      return "best \(curve.posteriorName) \(place.joined(separator: " ")) evidence "
        + formatted(best.evidence, significant: 6)
        + (curve.grid.isBestAtEdge ? " (at the edge)" : "")
    }.joined(separator: " · ")
  }

  /// Whether some points of the grid were not reached.
  var isPartial: Bool { curves.contains { $0.grid.points.count < $0.grid.requestedCount } }

  func json(name: String) -> JSONValue {
    let grids = curves.map { curve -> JSONValue in
      .object(
        (curves.count > 1 ? [("name", .text(curve.posteriorName))] : []) + [
          ("points", .array(curve.grid.points.map(json))),
          ("best", curve.grid.best.map { json(curve.grid.points[$0]) } ?? .null),
          ("edge", .boolean(curve.grid.isBestAtEdge)),
        ])
    }
    return grids.count == 1 ? grids[0] : .object([("grids", .array(grids))])
  }

  private func json(_ point: EvidenceGrid.Point) -> JSONValue {
    .object(
      [("prior", .number(GridAxis.prior.value(point.settings)))]
        + axes.filter { $0 != .prior }.map { ($0.name, .number($0.value(point.settings))) }
        + [("evidence", .number(point.evidence))]
        + (metrics.contains(.effective)
          ? [("effective_parameters", .number(point.effectiveParameters))] : []))
  }

  func table() -> TextPlots.Table {
    let points = curves.first?.grid.points ?? []
    let shown = GridMetric.allCases.filter { $0 == .evidence || metrics.contains($0) }
    let suffix = { (curve: Curve) in curves.count > 1 ? "_\(curve.posteriorName)" : "" }
    return TextPlots.Table(
      columns: axes.map { .init($0.name, alignment: .right) }
        + curves.flatMap { curve in
          shown.map { .init("\($0.rawValue)\(suffix(curve))", alignment: .right) }
        },
      rows: points.indices.map { index in
        axes.map { formatted($0.value(points[index].settings)) }
          + curves.flatMap { curve -> [String] in
            guard index < curve.grid.points.count else { return shown.map { _ in "" } }
            return shown.map { formatted($0.value(curve.grid.points[index]), significant: 6) }
          }
      })
  }

  func defaultView() throws -> [OutputBlock] { [.plot(try plot(PlotRequest()))] }
}

/// A setting that a grid runs over.
enum GridAxis: String, CaseIterable, Sendable {
  case prior, noise, temp

  var name: String { rawValue }

  var symbol: String {
    switch self {
    case .prior: "λ"
    case .noise: "σ"
    case .temp: "T"
    }
  }

  var label: String {
    switch self {
    case .prior: "prior precision λ"
    case .noise: "noise σ"
    case .temp: "temperature T"
    }
  }

  func value(_ settings: PosteriorSettings) -> Double {
    switch self {
    case .prior: settings.priorPrecision.values[0]
    case .noise: settings.noise
    case .temp: settings.temperature
    }
  }
}

/// A quantity that a grid gives at each of its points.
enum GridMetric: String, CaseIterable, Sendable {
  case evidence, effective

  /// The quantity in a title.
  var title: String { self == .evidence ? "log p(D|λ)" : "effective parameters" }

  /// The quantity along an axis.
  var label: String { self == .evidence ? "log marginal likelihood" : "effective parameters" }

  func value(_ point: EvidenceGrid.Point) -> Double {
    self == .evidence ? point.evidence : point.effectiveParameters
  }
}
