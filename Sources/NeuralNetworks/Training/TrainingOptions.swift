/// How a network is trained to the maximum of its posterior.
public struct TrainingOptions: Equatable, Sendable {
  /// The number of passes over the data.
  public var epochs = 500
  /// The optimiser.
  public var optimizer = OptimizerKind.adam
  /// The step size.
  public var learningRate = 1e-2
  /// How the step size changes over the epochs.
  public var schedule = Schedule.constant
  /// The momentum of stochastic gradient descent.
  public var momentum = 0.9
  /// The prior precision δ: weight decay in the objective `h·loss + ½ δ ‖θ‖²`.
  public var priorPrecision = 1.0
  /// The observation noise σ of a regression; `h = 1/σ²`.
  public var noise = 1.0
  /// The number of examples in a step; nil takes all.
  public var batchSize: Int?
  /// The seed of the order of the examples.
  public var seed: UInt64 = 0

  /// The usual choices.
  public init() {}
}
