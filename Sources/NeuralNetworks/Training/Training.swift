import Datasets
import Parallelism
import Tensors

/// A network trained to the maximum of its posterior (MAP), and how it got there.
public struct Training<Scalar: TensorScalar>: Sendable {
  /// The trained model.
  public let model: Model<Scalar>
  /// The loss of each epoch, summed over the data as it was seen, at unit noise; layers that act
  /// otherwise in training did so.
  public let losses: [Double]
  /// The loss at the end, summed over the data, at unit noise; that of the last epoch when stopped.
  ///
  /// Like the gradient at the end, it is an evaluation: without chance, at the running statistics.
  public let loss: Double
  /// The length of the gradient of the objective at the end; at an exact maximum it is 0.
  ///
  /// When training was stopped, it is that of the last step.
  public let gradientNorm: Double
  /// Whether training was stopped on request before its last epoch.
  public let isPartial: Bool

  /// Minimises `h·loss - log p(θ)`, divided by N so that step sizes do not depend on the data's size.
  ///
  /// The prior is `N(0, I/δ)` with the precision of the options unless another is given. Stopping early
  /// keeps the parameters reached.
  public init(
    _ model: Model<Scalar>, on data: Dataset<Scalar>, options: TrainingOptions,
    prior: (any TrainingPrior<Scalar>)? = nil, cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored
  ) throws {
    var run = try TrainingRun(
      model, on: data, options: options, objective: Objective(noise: options.noise),
      prior: prior ?? IsotropicPrior(precision: options.priorPrecision))
    var losses: [Double] = []
    for epoch in 0..<options.epochs {
      guard let total = try run.epoch(cancellation: cancellation) else { break }
      losses.append(total)
      progress.report(epoch + 1, of: options.epochs, value: total)
      guard !cancellation.isCancelled else { break }
    }
    self.model = run.model
    self.losses = losses
    isPartial = losses.count < options.epochs
    let end = try run.evaluation(cancellation: cancellation)
    loss = end?.loss ?? losses.last ?? .nan
    gradientNorm = end?.gradientNorm ?? run.stepGradientNorm
  }
}
