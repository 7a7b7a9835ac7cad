import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// Weights, prior precision and noise learned together (Immer et al., 2021, algorithm 1): epochs of MAP
/// training alternate with steps up the log marginal likelihood of a Laplace approximation at the weights
/// reached.
///
/// The weights with the highest evidence are kept, with the settings they had it at. Posteriors are
/// fitted in evaluation mode, and training goes on in its own; the temperature divides the likelihood in
/// both.
public struct EvidenceTraining<Scalar: TensorScalar>: Sendable {
  /// The evidence after an epoch.
  public struct Estimate: Equatable, Sendable {
    /// The number of epochs that had been trained.
    public let epoch: Int
    /// The log marginal likelihood at the settings found there.
    public let evidence: Double
    /// These settings.
    public let settings: PosteriorSettings
  }

  /// The posterior at the best weights and settings.
  public let posterior: LaplacePosterior<Scalar>
  /// The loss of each epoch, summed over the data as it was seen, at unit noise.
  public let losses: [Double]
  /// The evidence on the way.
  public let estimates: [Estimate]
  /// The place of the best estimate.
  public let best: Int
  /// The loss at the best weights, summed over the data, and the length of the objective's gradient
  /// there.
  public let end: (loss: Double, gradientNorm: Double)
  /// Whether training was stopped before its last epoch.
  public let isPartial: Bool

  /// Learns on data; stopping early keeps the best so far, or before the first posterior the weights reached.
  public init(
    _ model: Model<Scalar>, on data: Dataset<Scalar>, options: EvidenceTrainingOptions,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    guard options.frequency > 0, options.burnInEpochs >= 0, options.hyperSteps ?? 1 > 0 else {
      throw LaplaceError.invalidSetting(
        name: "frequency, burn-in or number of steps",
        value: Double(min(options.frequency, options.burnInEpochs, options.hyperSteps ?? 1)),
        requirement: "at least 1 (burn-in: 0)")
    }
    let epochs = options.training.epochs
    guard options.burnInEpochs < epochs else {
      throw LaplaceError.invalidSetting(
        name: "burn-in", value: Double(options.burnInEpochs),
        requirement: "shorter than the \(epochs) epochs")
    }
    var laplace = LaplaceOptions()
    (laplace.structure, laplace.curvature) = (options.structure, options.curvature)
    let selection = try WeightSubset.all.selection(in: model, on: data)
    var settings = try Self.startSettings(options, over: selection)
    try settings.check(for: model.likelihood, selection, options.structure)
    var run = try TrainingRun(
      model, on: data, options: options.training,
      objective: Self.objective(settings, options),
      prior: Self.prior(settings, selection, model, options))
    var hyper = HyperparameterSteps(options)
    var losses: [Double] = []
    var estimates: [Estimate] = []
    var best: (model: Model<Scalar>, estimate: Int)?
    do {
      while losses.count < epochs, let total = try run.epoch(cancellation: cancellation) {
        losses.append(total)
        progress.report(
          losses.count, of: epochs, value: total, evidence: estimates.last?.evidence)
        let isLast = losses.count == epochs
        let since = losses.count - options.burnInEpochs
        guard since > 0, (since - 1) % options.frequency == 0 || isLast else { continue }
        let fitted = try LaplacePosterior(
          of: run.model, fittedTo: data, options: laplace, settings: settings,
          cancellation: cancellation)
        let tuned = try hyper.tuned(fitted, cancellation: cancellation)
        settings = tuned.settings
        estimates.append(
          Estimate(
            epoch: losses.count, evidence: try tuned.marginalLikelihood().value,
            settings: settings))
        let isBest =
          best.map { estimates[$0.estimate].evidence } ?? -.infinity
          < estimates[estimates.count - 1].evidence
        if isBest { best = (run.model, estimates.count - 1) }
        run.objective = Self.objective(settings, options)
        run.prior = try Self.prior(settings, selection, run.model, options)
      }
    } catch is Cancelled {}
    if best == nil, !losses.isEmpty {
      // Stopped before the first posterior: the weights reached are kept with the prior they had.
      let fitted = try LaplacePosterior(
        of: run.model, fittedTo: data, options: laplace, settings: settings)
      estimates.append(
        Estimate(
          epoch: losses.count, evidence: try fitted.marginalLikelihood().value,
          settings: settings))
      best = (run.model, 0)
    }
    guard let best else { throw Cancelled() }
    self.losses = losses
    self.estimates = estimates
    self.best = best.estimate
    isPartial = losses.count < epochs || cancellation.isCancelled
    let at = estimates[best.estimate].settings
    posterior = try LaplacePosterior(
      of: best.model, fittedTo: data, options: laplace, settings: at)
    let kept = try TrainingRun(
      best.model, on: data, options: options.training, objective: Self.objective(at, options),
      prior: Self.prior(at, selection, best.model, options))
    end = try kept.evaluation(cancellation: Cancellation()) ?? (.nan, .nan)
  }

  private static func startSettings(
    _ options: EvidenceTrainingOptions, over selection: ParameterSelection
  ) throws -> PosteriorSettings {
    let shape = options.priorShape.shape(over: selection)
    let count = shape.count(over: selection)
    return try PosteriorSettings(
      priorPrecision: PriorPrecision(
        shape, [Double](repeating: options.training.priorPrecision, count: count)),
      noise: options.training.noise, temperature: options.temperature)
  }

  private static func objective(
    _ settings: PosteriorSettings, _ options: EvidenceTrainingOptions
  ) -> Objective {
    Objective(noise: settings.noise, temperature: options.temperature)
  }

  private static func prior(
    _ settings: PosteriorSettings, _ selection: ParameterSelection, _ model: Model<Scalar>,
    _ options: EvidenceTrainingOptions
  ) throws -> DiagonalPrior<Scalar> {
    // What is not selected is frozen, and no prior pulls at it.
    try DiagonalPrior(settings, over: selection, of: model.network, rest: 0)
  }
}
