/// The weights that get a posterior; the others stay at their trained values.
public enum WeightSubset: Hashable, Sendable {
  /// Every weight that is not frozen.
  case all
  /// The weight and bias of the last layer that has parameters.
  case lastLayer
  /// The weights at these places of the flat parameter vector.
  case indices([Int])
  /// The parameter tensors with these names, as `0.bias`.
  case parameters([String])
  /// All parameters of the layers at these positions, as `0` or `3.body.0`.
  case modules([String])
  /// The weights of largest absolute value.
  case largestMagnitude(count: Int)
  /// The weights of largest posterior variance under a diagonal posterior.
  ///
  /// With one prior precision for all weights these are the weights of smallest diagonal curvature.
  case largestVariance(count: Int)
  /// The weights that vary most along stochastic gradient descent (SWAG: Maddox et al., 2019).
  case largestSWAGVariance(count: Int, SWAGOptions)
  /// Weights drawn evenly.
  case random(count: Int, seed: UInt64)

  /// The word of the subset, as commands and files write it.
  public var word: String {
    switch self {
    case .all: "all"
    case .lastLayer: "last"
    default: "subnet"
    }
  }
}

/// How stochastic gradient descent is run to see which weights vary.
public struct SWAGOptions: Hashable, Sendable {
  /// The number of snapshots of the weights.
  public var snapshots = 40
  /// The epochs between snapshots.
  public var frequency = 1
  /// The step size.
  public var learningRate = 0.01
  /// The momentum.
  public var momentum = 0.9
  /// The weight decay added to the gradient of the mean loss.
  public var weightDecay = 3e-4
  /// The number of examples in a step.
  public var batchSize = 32
  /// The seed of the order of examples.
  public var seed: UInt64 = 0

  /// Forty snapshots, one an epoch, as in the reference implementations.
  public init() {}
}
