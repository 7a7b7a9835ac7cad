import Laplace
import RealModule
import TextPlots

/// What tuning by the evidence found, for a posterior of either precision.
struct EvidenceTuningResult: Sendable {
  let posterior: any SessionPosterior
  let startEvidence: Double
  /// Whether the noise stayed as it was.
  let keepsNoise: Bool
  let stepCount: Int
  let isConverged: Bool
  let isAtBound: Bool

  /// More prior precisions have no deviations of their own: their covariance would be a matrix of their square.
  private static let deviationLimit = 64

  /// How well the data determines each setting, in its logarithm; nil away from a maximum.
  func deviations() throws -> (priors: [Double], noise: Double?)? {
    let count = posterior.settings.priorPrecision.values.count
    guard isConverged, !isAtBound, count <= Self.deviationLimit,
      let deviations = try posterior.evidenceDeviations(keepingNoise: keepsNoise)
    else { return nil }
    return (Array(deviations.prefix(count)), keepsNoise ? nil : deviations.last)
  }

  /// The way of the evidence, how well it determines one prior precision, and the parameters that each of several
  /// governs.
  func headline(
    _ deviations: (priors: [Double], noise: Double?)?
  ) throws -> String {
    let evidence = try posterior.marginalLikelihood().value
    let effective = try posterior.effectiveParametersByPrior()
    let shares =
      effective.count > 1 && effective.count <= 8
      ? " (γ " + effective.map { formatted($0, significant: 3) }.joined(separator: " ") + ")" : ""
    let factor =
      deviations.flatMap { $0.priors.count == 1 ? $0.priors[0] : nil }
      .map { " ×÷ \(formatted(.exp($0), significant: 3))" } ?? ""
    return "log p(D|λ) \(formatted(startEvidence, significant: 6)) → "
      + "\(formatted(evidence, significant: 6)) at λ \(formatted(posterior.settings.priorPrecision))"
      + factor
      + (posterior.sessionModel.likelihood.rules.hasObservationNoise
        ? " σ \(formatted(posterior.settings.noise))" : "")
      + shares + " · \(volatile("\(stepCount) steps"))"
  }

  /// What the JSON says beside the evidence.
  func fields(
    _ deviations: (priors: [Double], noise: Double?)?
  ) throws -> [(name: String, value: JSONValue)] {
    [
      ("steps", .integer(stepCount)), ("converged", .boolean(isConverged)),
      (
        "effective_parameters_by_prior",
        .array(try posterior.effectiveParametersByPrior().map(JSONValue.number))
      ),
      ("log_prior_deviation", deviations.map { .array($0.priors.map(JSONValue.number)) } ?? .null),
      ("log_noise_deviation", deviations?.noise.map(JSONValue.number) ?? .null),
    ]
  }
}

/// What tuning by a score on data found, for a posterior of either precision.
struct ValidationTuningResult: Sendable {
  let posterior: any SessionPosterior
  let metric: PredictiveMetric
  let leavesOneOut: Bool
  let score: Double
  let points: [(priorPrecision: Double, score: Double)]
  let interval: ClosedRange<Double>?
  let isAtEdge: Bool
  let isFlat: Bool
  let isPartial: Bool
  let evidencePrecision: Double

  /// The word of what was made best.
  var word: String { leavesOneOut ? "loo" : metric.rawValue }

  /// Where the best score is, how sure that is, and what the evidence says of it.
  var headline: String {
    let place = formatted(posterior.settings.priorPrecision)
    // Scores that are all equal have an interval of none.
    let isTold = interval.map { !isFlat || $0.lowerBound < $0.upperBound } ?? false
    let interval = isTold ? interval : nil
    let range = interval.map { interval in
      interval.lowerBound == interval.upperBound
        ? " no other is within one standard error"
        : " within one standard error λ \(formatted(interval.lowerBound, significant: 2))…"
          + formatted(interval.upperBound, significant: 2)
    }
    let agreement = interval.map { interval in
      interval.contains(evidencePrecision) ? "agrees" : "disagrees"
    }
    return
      "\(word) \(formatted(score)) at λ \(place), "
      + (isPartial ? "so far" : isFlat ? "flat" : isAtEdge ? "at the edge" : "interior")
      + (range.map { ";\($0)" } ?? "")
      + " · evidence prefers λ \(formatted(evidencePrecision))"
      + (agreement.map { ", which \($0)" } ?? "")
  }

  /// The figures that scripts read.
  var fields: [(name: String, value: JSONValue)] {
    [
      ("metric", .text(word)),
      ("score", .number(score)),
      (
        "points",
        .array(
          points.map {
            .object([("prior", .number($0.priorPrecision)), (word, .number($0.score))])
          })
      ),
      (
        "interval",
        interval.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
      ),
      ("edge", .boolean(isAtEdge)), ("flat", .boolean(isFlat)),
      ("steps", .integer(points.count)), ("converged", .boolean(!isAtEdge && !isPartial)),
      ("evidence_prior", .number(evidencePrecision)),
    ]
  }

  /// The score over the prior precision.
  func plot() -> Plot {
    .line(
      LinePlot(
        title: "\(word) over prior precision λ",
        xAxis: PlotAxis("prior precision λ", scale: .log10), yAxis: PlotAxis(metric.help),
        series: [
          Series(
            word, points: points.map { PlotPoint(x: $0.priorPrecision, y: $0.score) }, kind: .both,
            mark: .minimum)
        ]))
  }
}
