import Autodiff
import Datasets
import Tensors

/// How targets y are distributed around a network's outputs f, at unit noise and temperature.
///
/// Outputs have the shape (batch, C). Laws: the gradient is the derivative of the negative log
/// likelihood in f; Λ is the mean of its second derivative over targets drawn from the likelihood itself
/// (where targets do not matter, the second derivative); the root satisfies `Σᵣ sᵣ sᵣᵀ = Λ`; the outer
/// products of sampled gradients average to Λ.
public protocol Likelihood: Sendable {
  /// `-log p(y | f)` without its constant, summed over the examples of a batch.
  func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar>

  /// The columns of a square root of Λ for each example, of shape (R, batch, C).
  func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar>

  /// The gradients in f at S targets drawn for each example, divided by √S, of shape (S, batch, C):
  /// `Σₛ gₛ gₛᵀ` is an unbiased estimate of Λ.
  ///
  /// Each example draws from a stream of its own, so that the result does not depend on batches.
  func sampledGradients<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, samples: Int, using streams: inout [RandomStream]
  ) -> Tensor<Scalar>

  /// The constant of the log likelihood of N examples with C outputs at noise σ.
  func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double

  /// Whether the likelihood has an observation noise σ.
  var hasObservationNoise: Bool { get }

  /// Checks that the outputs of a network, of a shape without the batch axis, can be read as f.
  func check(outputShape: Shape) throws(NetworkError)

  /// Checks that targets can be scored against `outputCount` outputs.
  func check(_ targets: Targets, outputCount: Int) throws(NetworkError)
}
