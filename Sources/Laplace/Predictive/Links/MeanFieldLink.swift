import Parallelism
import RealModule
import Tensors

/// Pairs of outputs compared by the probit formula (Lu, Ie and Sha, 2020).
///
/// `softmax_k = 1/(2 - C + Σ_{i≠k} 1/sigmoid(f_k - f_i))`. With every sigmoid replaced by its mean,
/// `E sigmoid(f_k - f_i) ≈ sigmoid((μ_k - μ_i)/√(1 + π/8 V_ki))`, this becomes
/// `e_k = 1/Σ_i exp(-(μ_k - μ_i)/√(1 + π/8 V_ki))`, which is divided by its sum.
/// V is `Σ_kk` (mf0), `Σ_kk + Σ_ii` (mf1) or `Σ_kk + Σ_ii - 2Σ_ki` (mf2). Only the last does not see a
/// variation that all outputs share; with two classes it is the binary probit of their difference.
struct MeanFieldLink: Link {
  let form: MeanFieldForm

  func estimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) -> ProbabilityEstimate {
    let (rows, columns) = (outputs.exampleCount, outputs.outputCount)
    let first: Shape = [rows, columns, 1]
    let second: Shape = [rows, 1, columns]
    let scales = differenceVariances(outputs, first, second)
      .affine(scale: ProbitLink.slope, offset: 1).mapped(.squareRoot)
    let exponents = (outputs.mean.reshaped(second) - outputs.mean.reshaped(first)) / scales
    // log e_k is taken by the largest exponent, so that no sum overflows.
    let largest = exponents.maximaOverLastAxis()
    let sums = (exponents - largest).mapped(.exponential).summed(overAxis: -1, keepingAxis: true)
    let logarithms = -1 * (sums.mapped(.logarithm) + largest)
    return ProbabilityEstimate(
      probabilities: logarithms.reshaped([rows, columns]).softmax(), standardErrors: nil)
  }

  func binaryEstimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) throws -> ProbabilityEstimate {
    throw PredictiveError.unsuitableLink(
      link: "mf\(form.rawValue)",
      reason: "it compares pairs of classes, and for a binary output is probit")
  }

  /// V for all pairs, of shape (M, C, C); rounding does not make it negative.
  private func differenceVariances(
    _ outputs: GaussianPredictive, _ first: Shape, _ second: Shape
  ) -> Tensor<Double> {
    let variance = outputs.variance
    switch form {
    case .single: return variance.reshaped(first)
    case .independent: return variance.reshaped(first) + variance.reshaped(second)
    case .joint:
      return (variance.reshaped(first) + variance.reshaped(second) - 2 * outputs.covariance)
        .mapped(.relu)
    }
  }
}
