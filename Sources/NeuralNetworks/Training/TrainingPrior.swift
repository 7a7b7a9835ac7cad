import Tensors

/// A Gaussian prior over a network's parameters, as training needs it: its pull on them.
public protocol TrainingPrior<Scalar>: Sendable {
  /// The precision of the parameters.
  associatedtype Scalar: TensorScalar

  /// The gradient of `-log p(θ)` in every parameter tensor, times a scale.
  func gradients(
    at parameters: [Tensor<Scalar>], scaledBy scale: Double
  ) throws -> [Tensor<Scalar>]
}

/// `N(0, I/δ)`, whose gradient is weight decay: `δ θ`.
public struct IsotropicPrior<Scalar: TensorScalar>: TrainingPrior {
  /// The precision δ.
  public let precision: Double

  /// The prior of a precision.
  public init(precision: Double) { self.precision = precision }

  /// `δ θ`.
  public func gradients(
    at parameters: [Tensor<Scalar>], scaledBy scale: Double
  ) -> [Tensor<Scalar>] {
    parameters.map { Scalar(precision * scale) * $0 }
  }
}
