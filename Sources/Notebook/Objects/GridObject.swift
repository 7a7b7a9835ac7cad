import Laplace
import TextPlots

/// The evidence, or scores on data, of one or several posteriors over a grid of settings.
struct GridObject: SessionObject {
  /// One posterior's grid.
  struct Curve: Sendable {
    let posteriorName: String
    let posterior: any SessionPosterior
    let grid: SettingsGrid
  }

  /// The grids, all over the same points.
  let curves: [Curve]
  /// Which of prior precision, noise and temperature have several values.
  let axes: [GridAxis]
  /// What was asked for, first what the best point is best by.
  let quantities: [GridQuantity]
  /// The data that the predictive was scored on.
  let data: DataObject?
  /// How outputs became the probabilities that were scored.
  let link: LinkApproximation

  var kind: ObjectKind { .grid }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    for curve in curves {
      fingerprint.combine(curve.posteriorName)
      for quantity in quantities {
        fingerprint.combine(curve.grid.points.map { quantity.value($0) ?? .nan })
      }
    }
    return fingerprint
  }

  var headline: String {
    curves.map { curve in
      let first = ranking
      guard let best = curve.grid.best(by: first).map({ curve.grid.points[$0] }) else {
        return "\(curve.posteriorName): no finite \(first.word)"
      }
      let place = axes.map { "\($0.symbol) \(formatted($0.value(best.settings), significant: 3))" }
      return "best \(curve.posteriorName) \(place.joined(separator: " ")) \(first.word) "
        + formatted(first.value(best) ?? .nan, significant: 6)
        + (curve.grid.isBestAtEdge(by: first) ? " (at the edge)" : "")
    }.joined(separator: " · ")
  }

  /// Whether some points of the grid were not reached.
  var isPartial: Bool { curves.contains { $0.grid.points.count < $0.grid.requestedCount } }

  func json(name: String) -> JSONValue {
    let grids = curves.map { curve -> JSONValue in
      .object(
        (curves.count > 1 ? [("name", .text(curve.posteriorName))] : []) + [
          ("points", .array(curve.grid.points.map(json))),
          ("best", curve.grid.best(by: ranking).map { json(curve.grid.points[$0]) } ?? .null),
          ("edge", .boolean(curve.grid.isBestAtEdge(by: ranking))),
        ])
    }
    return grids.count == 1 ? grids[0] : .object([("grids", .array(grids))])
  }

  private func json(_ point: SettingsGrid.Point) -> JSONValue {
    .object(
      [("prior", .number(GridAxis.prior.value(point.settings)))]
        + axes.filter { $0 != .prior }.map { ($0.name, .number($0.value(point.settings))) }
        + shown.compactMap { quantity in
          quantity.value(point).map { (quantity.key, .number($0)) }
        })
  }

  /// What the best point is best by: the first quantity of which more or less is better, else the
  /// evidence.
  var ranking: GridQuantity {
    quantities.first { quantity in
      switch quantity {
      case .evidence: true
      case .effective: false
      case .score(let metric): metric.isBetterWhenLarger != nil
      }
    } ?? .evidence
  }

  /// What is shown: the evidence always, and what was asked for.
  private var shown: [GridQuantity] {
    quantities.contains(.evidence) ? quantities : [.evidence] + quantities
  }

  func table() -> TextPlots.Table {
    let points = curves.first?.grid.points ?? []
    let suffix = { (curve: Curve) in curves.count > 1 ? "_\(curve.posteriorName)" : "" }
    return TextPlots.Table(
      columns: axes.map { .init($0.name, alignment: .right) }
        + curves.flatMap { curve in
          shown.map { .init("\($0.word)\(suffix(curve))", alignment: .right) }
        },
      rows: points.indices.map { index in
        axes.map { formatted($0.value(points[index].settings)) }
          + curves.flatMap { curve -> [String] in
            guard index < curve.grid.points.count else { return shown.map { _ in "" } }
            return shown.map {
              formatted(
                $0.value(curve.grid.points[index]) ?? .nan, significant: $0 == .evidence ? 6 : 4)
            }
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

extension GridQuantity {
  /// The quantities by their words in commands.
  static let words: [(word: String, quantity: GridQuantity, help: String)] =
    [
      ("evidence", .evidence, "log marginal likelihood (no data needed)"),
      ("effective", .effective, "effective number of parameters (no data needed)"),
    ] + PredictiveMetric.allCases.map { ($0.rawValue, .score($0), $0.help) }

  /// The quantity of a word.
  init?(word: String) {
    guard let match = Self.words.first(where: { $0.word == word }) else { return nil }
    self = match.quantity
  }

  /// The word in commands and columns.
  var word: String { Self.words.first { $0.quantity == self }?.word ?? "" }

  /// The key in machine-readable results.
  var key: String { self == .effective ? "effective_parameters" : word }

  /// The quantity in a title.
  var title: String { self == .evidence ? "log p(D|λ)" : label }

  /// The quantity along an axis.
  var label: String {
    switch self {
    case .evidence: "log marginal likelihood"
    case .effective: "effective parameters"
    case .score(let metric): metric.help
    }
  }
}

extension PredictiveMetric {
  /// The score in words.
  var help: String {
    switch self {
    case .nll: "negative log likelihood"
    case .ece: "expected calibration error"
    case .mce: "maximum calibration error"
    case .brier: "Brier score"
    case .accuracy: "accuracy"
    case .mse: "mean squared error"
    case .rmse: "root mean squared error"
    case .coverage: "coverage of 95 % intervals"
    case .variance: "mean functional variance"
    }
  }
}
