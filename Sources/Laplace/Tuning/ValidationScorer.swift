import Datasets
import Diagnostics
import Parallelism
import RealModule
import Tensors

/// The score of a posterior on data at any prior precision for all weights.
struct ValidationScorer<Scalar: TensorScalar> {
  private typealias Point = ValidationTuning<Scalar>.Point

  private let posterior: LaplacePosterior<Scalar>
  private let metric: PredictiveMetric
  private let outputs: ProjectedOutputs<Scalar>
  private let targets: Targets
  /// The maxima that examples are left out of; nil for held-out data.
  private let maximum: LinearizedMaximum<Scalar>?
  private let link: LinkApproximation
  private let binCount: Int
  /// The resamples that a score without terms of examples is repeated on.
  private let bootstrap: PairedBootstrap

  init(
    of posterior: LaplacePosterior<Scalar>, _ metric: PredictiveMetric,
    on source: ValidationTuning<Scalar>.Source, link: LinkApproximation, binCount: Int,
    seed: UInt64, cancellation: Cancellation
  ) throws {
    guard metric.isBetterWhenLarger != nil else {
      throw LaplaceError.noSuchMetric(
        "best \(metric.rawValue)", likelihood: "\(posterior.model.likelihood)")
    }
    let data: Dataset<Scalar>
    switch source {
    case .heldOut(let given):
      data = given
      maximum = nil
    case .leaveOneOut(let given):
      guard case .generalizedGaussNewton = posterior.options.curvature,
        given.count == posterior.exampleCount
      else { throw LaplaceError.noLeaveOneOut }
      data = given
      try posterior.model.check(data)
      maximum = try LinearizedMaximum(of: posterior, on: data, cancellation: cancellation)
    }
    try posterior.model.check(data)
    self.posterior = posterior
    self.metric = metric
    self.link = link
    self.binCount = binCount
    bootstrap = PairedBootstrap(exampleCount: data.count, seed: seed)
    targets = data.targets
    outputs = try ProjectedOutputs(of: posterior, at: data.inputs, cancellation: cancellation)
  }

  /// The score at a prior precision: infinite where it is not finite or the posterior does not exist.
  func point(
    _ priorPrecision: Double, cancellation: Cancellation
  ) throws -> ValidationTuning<Scalar>.Point {
    let settings = try posterior.settings.with(PriorPrecision(priorPrecision))
    let model = posterior.model
    do {
      var predictive = try outputs.predictives(at: [settings], cancellation: cancellation)[0]
      if let maximum {
        predictive = try predictive.leavingOneOut(
          model.rules, targets: targets,
          shifts: try maximum.shifts(at: settings, cancellation: cancellation),
          scale: settings.curvatureScale)
      }
      let scores = try PredictiveScores(
        of: predictive, model.likelihood, positionCount: model.positionCount,
        noise: settings.noise, targets: targets, link: link, binCount: binCount)
      guard let value = scores.values[metric] else {
        throw LaplaceError.noSuchMetric(metric.rawValue, likelihood: "\(model.likelihood)")
      }
      return Point(priorPrecision, value, of: metric, terms: terms(of: scores))
    } catch LaplaceError.indefinite {
      return Point(priorPrecision, nil, of: metric)
    } catch LaplaceError.leverage {
      return Point(priorPrecision, nil, of: metric)
    }
  }

  /// What the metric's score tells of its chance.
  ///
  /// An expected calibration error is no mean over examples: it is taken on resamples of them. That of a
  /// resample is larger by the chance in its bins, which cancels in differences.
  private func terms(of scores: PredictiveScores) -> ScoreTerms {
    switch metric {
    case .nll: .examples(scores.negativeLogLikelihoods)
    case .mse, .brier: .examples(scores.squaredErrors)
    case .ece:
      .replicates(
        bootstrap.replicates { scores.expectedCalibrationError(weights: $0) ?? .nan })
    case .mce, .accuracy, .rmse, .coverage, .variance: .none
    }
  }

  /// The best point between two prior precisions around a better one, by golden sections in the
  /// logarithm.
  func minimum(
    between low: Double, _ best: ValidationTuning<Scalar>.Point, _ high: Double,
    cancellation: Cancellation
  ) throws -> ValidationTuning<Scalar>.Point {
    let section = GoldenSection<Point>(cost: \.cost) { place in
      try point(.exp(place), cancellation: cancellation)
    }
    return try section.minimum(
      between: .log(low), (.log(best.priorPrecision), best), .log(high), tolerance: 1e-3
    ).value
  }
}
