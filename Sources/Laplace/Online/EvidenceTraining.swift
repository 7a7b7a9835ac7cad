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

  /// Learns on data; stopping early keeps the best so far, or before the first posterior the weights
  /// reached.
  public init(
    _ model: Model<Scalar>, on data: Dataset<Scalar>, options: EvidenceTrainingOptions,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    try options.check()
    let epochs = options.training.epochs
    var laplace = LaplaceOptions()
    (laplace.structure, laplace.curvature) = (options.structure, options.curvature)
    let selection = try WeightSubset.all.selection(in: model, on: data)
    var settings = try Self.startSettings(options, over: selection)
    try settings.check(for: model.likelihood, selection, options.structure)
    var run = try Self.run(model, data, settings, selection, options)
    var hyper = HyperparameterSteps(options)
    var losses: [Double] = []
    var estimates: [Estimate] = []
    var best: (posterior: LaplacePosterior<Scalar>, estimate: Int)?
    func note(_ posterior: LaplacePosterior<Scalar>) throws {
      let evidence = try posterior.marginalLikelihood().value
      if best.map({ estimates[$0.estimate].evidence < evidence }) ?? true {
        best = (posterior, estimates.count)
      }
      estimates.append(
        Estimate(epoch: losses.count, evidence: evidence, settings: posterior.settings))
    }
    do {
      while losses.count < epochs, let total = try run.epoch(cancellation: cancellation) {
        losses.append(total)
        progress.report(
          losses.count, of: epochs, value: total, evidence: estimates.last?.evidence)
        let since = losses.count - options.burnInEpochs
        guard since > 0, (since - 1) % options.frequency == 0 || losses.count == epochs else {
          continue
        }
        let fitted = try LaplacePosterior(
          of: run.model, fittedTo: data, options: laplace, settings: settings,
          cancellation: cancellation)
        let tuned = try hyper.tuned(fitted, cancellation: cancellation)
        settings = tuned.settings
        try note(tuned)
        run.objective = Objective(noise: settings.noise, temperature: settings.temperature)
        run.prior = try Self.prior(settings, selection, run.model)
      }
    } catch is Cancelled {}
    if best == nil, !losses.isEmpty {
      // Stopped before the first posterior: the weights reached are kept with the prior they had.
      try note(
        LaplacePosterior(of: run.model, fittedTo: data, options: laplace, settings: settings))
    }
    guard let best else { throw Cancelled() }
    posterior = best.posterior
    self.losses = losses
    self.estimates = estimates
    self.best = best.estimate
    isPartial = losses.count < epochs || cancellation.isCancelled
    let kept = try Self.run(
      posterior.model, data, posterior.settings, selection, options)
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

  /// Training of a model at settings.
  private static func run(
    _ model: Model<Scalar>, _ data: Dataset<Scalar>, _ settings: PosteriorSettings,
    _ selection: ParameterSelection, _ options: EvidenceTrainingOptions
  ) throws -> TrainingRun<Scalar> {
    try TrainingRun(
      model, on: data, options: options.training,
      objective: Objective(noise: settings.noise, temperature: settings.temperature),
      prior: prior(settings, selection, model))
  }

  /// The prior of the selected weights; the others are frozen, and nothing pulls at them.
  private static func prior(
    _ settings: PosteriorSettings, _ selection: ParameterSelection, _ model: Model<Scalar>
  ) throws -> DiagonalPrior<Scalar> {
    try DiagonalPrior(settings, over: selection, of: model.network, rest: 0)
  }
}
