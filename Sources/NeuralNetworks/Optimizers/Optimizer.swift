import Tensors

/// A rule that moves parameters along their gradients and remembers what it needs.
public protocol Optimizer<Scalar> {
  associatedtype Scalar: TensorScalar

  /// Moves the parameters one step of the learning rate times `scale`; the gradients have their shapes.
  mutating func step(
    _ parameters: inout [Tensor<Scalar>], gradients: [Tensor<Scalar>], scale: Double)
}

/// The optimisers a user can name.
public enum OptimizerKind: String, Sendable, CaseIterable {
  /// Adam.
  case adam
  /// Stochastic gradient descent with momentum.
  case sgd

  /// The optimiser at its start.
  public func optimizer<Scalar: TensorScalar>(
    learningRate: Double, momentum: Double
  ) -> any Optimizer<Scalar> {
    switch self {
    case .adam: Adam<Scalar>(learningRate: learningRate)
    case .sgd: SGD<Scalar>(learningRate: learningRate, momentum: momentum)
    }
  }
}
