import Parallelism

/// The log marginal likelihood at every combination of prior precisions, noises and temperatures.
///
/// All points share the posterior's spectrum: each costs one sum over it.
public struct EvidenceGrid: Equatable, Sendable {
  /// One combination of settings.
  public struct Point: Equatable, Sendable {
    /// The settings.
    public let settings: PosteriorSettings
    /// The log marginal likelihood there.
    public let evidence: Double
    /// The effective number of parameters there.
    public let effectiveParameters: Double
  }

  /// The points, the prior precision running fastest; fewer than asked for when stopped early.
  public let points: [Point]
  /// The number of points asked for.
  public let requestedCount: Int
  /// The place of the largest finite evidence, if there is one.
  public let best: Int?
  /// Whether the best point lies at an end of one of the axes that have several values.
  public let isBestAtEdge: Bool

  /// Evaluates the evidence of a posterior over a grid; stopping early keeps the points reached.
  public init<Scalar>(
    of posterior: LaplacePosterior<Scalar>, priorPrecisions: [Double], noises: [Double]? = nil,
    temperatures: [Double]? = nil, cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored
  ) throws {
    let noises = noises ?? [posterior.settings.noise]
    let temperatures = temperatures ?? [posterior.settings.temperature]
    requestedCount = priorPrecisions.count * noises.count * temperatures.count
    guard requestedCount > 0 else { throw LaplaceError.emptyGrid }
    var points: [Point] = []
    sweep: for temperature in temperatures {
      for noise in noises {
        for priorPrecision in priorPrecisions {
          guard !cancellation.isCancelled else { break sweep }
          let settings = try PosteriorSettings(
            priorPrecision: PriorPrecision(priorPrecision),
            priorMean: posterior.settings.priorMean, noise: noise, temperature: temperature)
          let posterior = try posterior.with(settings)
          points.append(
            Point(
              settings: settings, evidence: try posterior.marginalLikelihood().value,
              effectiveParameters: try posterior.effectiveParameters()))
          progress.report(points.count, of: requestedCount)
        }
      }
    }
    self.points = points
    best = points.indices.filter { points[$0].evidence.isFinite }
      .max { points[$0].evidence < points[$1].evidence }
    isBestAtEdge =
      best.map { best in
        let settings = points[best].settings
        return [
          (settings.priorPrecision.values[0], priorPrecisions), (settings.noise, noises),
          (settings.temperature, temperatures),
        ].contains { value, axis in
          axis.count > 1 && (value == axis.min() || value == axis.max())
        }
      } ?? false
  }
}
