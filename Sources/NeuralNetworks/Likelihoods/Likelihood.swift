import Autodiff
import Datasets
import Tensors

/// How targets y are distributed around a network's outputs f, at unit noise and temperature.
///
/// Laws: the gradient is the derivative of the negative log likelihood in f, and the root satisfies
/// `Σᵣ sᵣ sᵣᵀ = Λ`, its second derivative.
public protocol Likelihood: Sendable {
  /// `-log p(y | f)` without its constant, summed over the examples of a batch.
  func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar>

  /// The columns of a square root of Λ for each example, of shape (R, batch, C).
  func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar>

  /// The constant of the log likelihood of N examples with C outputs at noise σ.
  func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double

  /// Whether the likelihood has an observation noise σ.
  var hasObservationNoise: Bool { get }

  /// Checks that targets can be scored against `outputCount` outputs.
  func check(_ targets: Targets, outputCount: Int) throws(NetworkError)
}

/// The likelihoods a user can name.
public enum LikelihoodKind: String, Sendable, CaseIterable, Codable {
  /// Targets with Gaussian noise around the outputs.
  case regression
  /// Classes with probabilities `softmax f`.
  case classification

  /// What the likelihood computes.
  public var rules: any Likelihood {
    switch self {
    case .regression: GaussianLikelihood()
    case .classification: CategoricalLikelihood()
    }
  }
}
