import Tensors

/// Stochastic gradient descent with heavy-ball momentum, `v ← m v + g`, `θ ← θ - r v`.
public struct SGD<Scalar: TensorScalar>: Optimizer {
  private let learningRate: Scalar
  private let momentum: Scalar
  private var velocities: [Tensor<Scalar>] = []

  /// The optimiser at its start.
  public init(learningRate: Double, momentum: Double) {
    self.learningRate = Scalar(learningRate)
    self.momentum = Scalar(momentum)
  }

  /// Moves the parameters one step.
  public mutating func step(
    _ parameters: inout [Tensor<Scalar>], gradients: [Tensor<Scalar>], scale: Double
  ) {
    if velocities.isEmpty { velocities = gradients.map { .zeros($0.shape) } }
    for index in parameters.indices {
      velocities[index] = momentum * velocities[index] + gradients[index]
      parameters[index].add(velocities[index], scaledBy: -learningRate * Scalar(scale))
    }
  }
}
