import RealModule
import Tensors

/// How a Gaussian over a classification's outputs becomes class probabilities.
public enum LinkApproximation: String, Sendable, CaseIterable {
  /// `softmax_k(μ_k / √(1 + π/8 Σ_kk))` (MacKay, 1992; for several classes Lu et al., 2020).
  case probit

  /// The probabilities of the classes, of shape (M, C).
  public func probabilities(of outputs: GaussianPredictive) -> Tensor<Double> {
    switch self {
    case .probit:
      let scales = outputs.variance.affine(scale: .pi / 8, offset: 1).mapped(.squareRoot)
      return (outputs.mean / scales).softmax()
    }
  }

  /// The probabilities of 1 of binary outputs, of shape (M, C): `sigmoid(μ / √(1 + π/8 Σ_cc))`.
  public func binaryProbabilities(of outputs: GaussianPredictive) -> Tensor<Double> {
    switch self {
    case .probit:
      let scales = outputs.variance.affine(scale: .pi / 8, offset: 1).mapped(.squareRoot)
      return (outputs.mean / scales).mapped(.sigmoid)
    }
  }
}
