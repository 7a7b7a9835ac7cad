import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// The log marginal likelihood at every combination of prior precisions, noises and temperatures, and the
/// scores of the predictive on data where they are asked for.
///
/// All points share the posterior's spectrum, and one sweep over the data; each point is evaluated on its
/// own, so that neither their order nor a number that is not finite changes any other.
public struct SettingsGrid: Equatable, Sendable {
  /// One combination of settings.
  public struct Point: Equatable, Sendable {
    /// The settings.
    public let settings: PosteriorSettings
    /// The log marginal likelihood there.
    public let evidence: Double
    /// The effective number of parameters there.
    public let effectiveParameters: Double
    /// The scores of the predictive there; nil without data.
    public let scores: PredictiveScores?
  }

  /// The values along each axis.
  public struct Axes: Equatable, Sendable {
    /// Prior precisions, each for all weights.
    public let priorPrecisions: [Double]
    /// Observation noises.
    public let noises: [Double]
    /// Temperatures.
    public let temperatures: [Double]

    /// Axes with the values given; those left out keep the posterior's.
    public init<Scalar>(
      of posterior: LaplacePosterior<Scalar>, priorPrecisions: [Double], noises: [Double]? = nil,
      temperatures: [Double]? = nil
    ) {
      self.priorPrecisions = priorPrecisions
      self.noises = noises ?? [posterior.settings.noise]
      self.temperatures = temperatures ?? [posterior.settings.temperature]
    }

    /// The number of combinations.
    public var pointCount: Int { priorPrecisions.count * noises.count * temperatures.count }

    fileprivate func settings(_ mean: PriorMean) throws -> [PosteriorSettings] {
      try temperatures.flatMap { temperature in
        try noises.flatMap { noise in
          try priorPrecisions.map { prior in
            try PosteriorSettings(
              priorPrecision: PriorPrecision(prior), priorMean: mean, noise: noise,
              temperature: temperature)
          }
        }
      }
    }
  }

  /// The values along each axis.
  public let axes: Axes
  /// The points, the prior precision running fastest; fewer than asked for when stopped early.
  public let points: [Point]
  /// The number of points asked for.
  public var requestedCount: Int { axes.pointCount }

  /// Evaluates a posterior over a grid; stopping early keeps the points reached, which another grid over
  /// the same axes can start with.
  public init<Scalar: TensorScalar>(
    of posterior: LaplacePosterior<Scalar>, over axes: Axes, scoredOn data: Dataset<Scalar>? = nil,
    link: LinkApproximation = .probit, binCount: Int = 15, startingWith points: [Point] = [],
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    self.axes = axes
    guard axes.pointCount > 0 else { throw LaplaceError.emptyGrid }
    var points = points
    do {
      let outputs = try data.map { data in
        try posterior.model.check(data)
        return try ProjectedOutputs(
          of: posterior, at: data.inputs, cancellation: cancellation)
      }
      let all = try axes.settings(posterior.settings.priorMean)
      // Without projections in memory a sweep serves many points.
      let step = outputs.map { $0.isKept ? 1 : 16 } ?? 1
      while points.count < all.count {
        try cancellation.check()
        let settings = Array(all[points.count..<min(all.count, points.count + step)])
        let predictives = try outputs?.predictives(at: settings, cancellation: cancellation)
        for (index, settings) in settings.enumerated() {
          let at = try posterior.with(settings)
          points.append(
            Point(
              settings: settings, evidence: try at.marginalLikelihood().value,
              effectiveParameters: try at.effectiveParameters(),
              scores: try predictives.flatMap { predictives in
                try data.map {
                  try PredictiveScores(
                    of: predictives[index], posterior.model.likelihood,
                    positionCount: posterior.model.positionCount, noise: settings.noise,
                    targets: $0.targets, link: link, binCount: binCount)
                }
              }))
          progress.report(points.count, of: all.count)
        }
      }
    } catch is Cancelled {}
    self.points = points
  }

  /// The place of the best finite value of a quantity, if there is one.
  public func best(by quantity: GridQuantity) -> Int? {
    let scored = points.indices.filter { quantity.value(points[$0])?.isFinite == true }
    let score = { (index: Int) in
      (quantity.value(points[index]) ?? .nan) * (quantity.isBetterWhenLarger ? 1 : -1)
    }
    return scored.max { score($0) < score($1) }
  }

  /// Whether the best point lies at an end of one of the axes that have several values.
  public func isBestAtEdge(by quantity: GridQuantity) -> Bool {
    guard let best = best(by: quantity) else { return false }
    let settings = points[best].settings
    return [
      (settings.priorPrecision.values[0], axes.priorPrecisions), (settings.noise, axes.noises),
      (settings.temperature, axes.temperatures),
    ].contains { value, axis in
      axis.count > 1 && (value == axis.min() || value == axis.max())
    }
  }
}

/// A quantity that a grid gives at each of its points.
public enum GridQuantity: Hashable, Sendable {
  /// The log marginal likelihood.
  case evidence
  /// The effective number of parameters.
  case effective
  /// A score of the predictive on data.
  case score(PredictiveMetric)

  /// The quantity at a point; nil where it was not asked for.
  public func value(_ point: SettingsGrid.Point) -> Double? {
    switch self {
    case .evidence: point.evidence
    case .effective: point.effectiveParameters
    case .score(let metric): point.scores?.values[metric]
    }
  }

  /// Whether the best point is the one with most of it.
  public var isBetterWhenLarger: Bool {
    switch self {
    case .evidence: true
    case .effective: false
    case .score(let metric): metric.isBetterWhenLarger ?? false
    }
  }
}
