import Parallelism
import RealModule
import Tensors

/// `softmax_k(μ_k / √(1 + π/8 Σ_kk))`, and `sigmoid(μ / √(1 + π/8 Σ_cc))` of binary outputs.
///
/// The scale makes the sigmoid agree with the distribution function of the normal, whose integral over a
/// Gaussian has this closed form (MacKay, 1992).
struct ProbitLink: Link {
  /// The square of the scale, `π/8`.
  static let slope = Double.pi / 8

  func estimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) -> ProbabilityEstimate {
    ProbabilityEstimate(probabilities: scaledMeans(outputs).softmax(), standardErrors: nil)
  }

  func binaryEstimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) -> ProbabilityEstimate {
    ProbabilityEstimate(
      probabilities: scaledMeans(outputs).mapped(.sigmoid), standardErrors: nil)
  }

  private func scaledMeans(_ outputs: GaussianPredictive) -> Tensor<Double> {
    outputs.mean / outputs.variance.affine(scale: Self.slope, offset: 1).mapped(.squareRoot)
  }
}
