import Parallelism
import Tensors

/// How a Gaussian over a classification's outputs becomes class probabilities, `E softmax f`.
public enum LinkApproximation: Hashable, Sendable {
  /// `softmax_k(μ_k / √(1 + π/8 Σ_kk))` (MacKay, 1992; for several classes Lu, Ie and Sha, 2020).
  case probit
  /// The mean over samples, with its standard error; the same random numbers serve every input.
  case monteCarlo(samples: Int, seed: UInt64)
  /// The mean of the Dirichlet distribution whose Laplace approximation in the outputs is the Gaussian
  /// (MacKay, 1998; Hobbhahn, Kristiadi and Hennig, 2022).
  case bridge
  /// The Laplace bridge of outputs scaled to variances of a common size, outside of which the bridge
  /// is far off.
  case bridgeNormalized
  /// Pairs of outputs compared by the probit formula (Lu, Ie and Sha, 2020).
  case meanField(MeanFieldForm)
  /// Gauss-Hermite quadrature, which converges to the integral itself; for few classes.
  case quadrature(order: Int)
}

/// Which variance a mean-field link gives to the difference of two outputs.
public enum MeanFieldForm: Int, Hashable, Sendable, CaseIterable {
  /// `Σ_kk`: the other output does not vary.
  case single
  /// `Σ_kk + Σ_ii`: the outputs vary independently.
  case independent
  /// `Σ_kk + Σ_ii - 2Σ_ki`: the variance that the difference has.
  case joint
}

extension LinkApproximation {
  /// The probabilities of the classes, of shape (M, C).
  ///
  /// Rows sum to 1. A covariance that is 0 gives the softmax of the means.
  public func probabilities(of outputs: GaussianPredictive) throws -> Tensor<Double> {
    try estimate(of: outputs).probabilities
  }

  /// The probabilities of 1 of outputs that are each 0 or 1, of shape (M, C); probit, samples and
  /// quadrature only.
  public func binaryProbabilities(of outputs: GaussianPredictive) throws -> Tensor<Double> {
    try binaryEstimate(of: outputs).probabilities
  }

  /// The probabilities of the classes with the standard errors of samples.
  public func estimate(
    of outputs: GaussianPredictive, cancellation: Cancellation = Cancellation()
  ) throws -> ProbabilityEstimate {
    try link.estimate(of: outputs, cancellation: cancellation)
  }

  /// The probabilities of 1 of binary outputs with the standard errors of samples.
  public func binaryEstimate(
    of outputs: GaussianPredictive, cancellation: Cancellation = Cancellation()
  ) throws -> ProbabilityEstimate {
    try link.binaryEstimate(of: outputs, cancellation: cancellation)
  }

  /// The integral a link takes without a closed form; nil for the others.
  public var integral: SoftmaxIntegral? {
    switch self {
    case .monteCarlo(let samples, let seed): .monteCarlo(samples: samples, seed: seed)
    case .quadrature(let order): .quadrature(order: order)
    default: nil
    }
  }

  private var link: any Link {
    switch self {
    case .probit: ProbitLink()
    case .monteCarlo(let samples, let seed):
      IntegralLink(integral: .monteCarlo(samples: samples, seed: seed))
    case .bridge: BridgeLink(isNormalized: false)
    case .bridgeNormalized: BridgeLink(isNormalized: true)
    case .meanField(let form): MeanFieldLink(form: form)
    case .quadrature(let order): IntegralLink(integral: .quadrature(order: order))
    }
  }
}

extension LinkApproximation: CustomStringConvertible {
  /// The word with its settings, as commands write it: `mf1`, `mc(samples=1000,seed=0)`.
  public var description: String {
    switch self {
    case .probit: "probit"
    case .bridge: "bridge"
    case .bridgeNormalized: "bridge_norm"
    case .meanField(let form): "mf\(form.rawValue)"
    case .monteCarlo, .quadrature: integral?.description ?? ""
    }
  }
}
