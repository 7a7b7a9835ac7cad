import LinearAlgebra
import Parallelism
import RealModule
import Tensors

/// The mean of the Dirichlet distribution that the Laplace bridge makes of the Gaussian (MacKay, 1998;
/// Hobbhahn, Kristiadi and Hennig, 2022).
///
/// The Gaussian is first conditioned on outputs of sum 0: with `s = 1ᵀΣ1`, `μ′ = μ - Σ1 (1ᵀμ)/s` and
/// `v = diag(Σ - Σ1 (Σ1)ᵀ/s)`. Then `α_k = (1 - 2/C + e^{μ′_k}/C² Σ_j e^{-μ′_j})/v_k`, and the mean is
/// `α/Σα`. Normalised, `μ′/√c` and `v/c` take the place of `μ′` and `v`, with
/// `c = mean(v)/√(C/2)`.
///
/// Conditioning moves the means by more than a common number unless `Σ1 ∝ 1`, so that unlike softmax the
/// bridge sees a shift of all of them. It matches the Dirichlet distribution's mode, not its mean, so that
/// as Σ shrinks it does not tend to the softmax. Where Σ is so small that the integral is the softmax, or
/// so degenerate that some v is rounding, the softmax of the means is the answer.
struct BridgeLink: Link {
  let isNormalized: Bool

  /// The variance below which the integral is the softmax to a part in 10¹², and the part of the largest
  /// variance below which another is rounding.
  private static let smallestVariance = 1e-12

  func estimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) throws -> ProbabilityEstimate {
    let rows = try outputs.mapExamples(cancellation) { mean, covariance in
      guard covariance.isFinite else {
        throw LinearAlgebraError.notFinite(order: mean.count)
      }
      return concentrations(mean.scalars, covariance)
        .map { Tensor($0).softmax().scalars } ?? mean.softmax().scalars
    }
    return ProbabilityEstimate(
      probabilities: Tensor(shape: outputs.mean.shape, scalars: rows.flatMap(\.self)),
      standardErrors: nil)
  }

  func binaryEstimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) throws -> ProbabilityEstimate {
    throw PredictiveError.unsuitableLink(
      link: isNormalized ? "bridge_norm" : "bridge",
      reason: "it makes a Dirichlet distribution over classes, and binary outputs have none")
  }

  /// `log α` of one input; nil where its variances do not tell it.
  private func concentrations(_ mean: [Double], _ covariance: Tensor<Double>) -> [Double]? {
    let classes = mean.count
    let rowSums = covariance.summed(overAxis: 1).scalars
    let sum = rowSums.reduce(0, +)
    let variances = (0..<classes).map { covariance[$0, $0] }
    let largest = variances.max() ?? 0
    // Outputs that already sum to 0 are left as they are, but for the mean.
    let hasCommonPart = sum > Self.smallestVariance * largest
    let slopes = rowSums.map { hasCommonPart ? $0 / sum : 1 / Double(classes) }
    let total = mean.reduce(0, +)
    var means = zip(mean, slopes).map { $0 - $1 * total }
    var projected = zip(variances, zip(rowSums, slopes)).map { variance, part in
      hasCommonPart ? variance - part.0 * part.1 : variance
    }
    guard largest > Self.smallestVariance,
      projected.allSatisfy({ $0 > Self.smallestVariance * largest && $0.isFinite })
    else { return nil }
    if isNormalized {
      let scale =
        projected.reduce(0, +) / Double(classes) / (Double(classes) / 2).squareRoot()
      means = means.map { $0 / scale.squareRoot() }
      projected = projected.map { $0 / scale }
    }
    // `t_k = μ′_k + log Σ_j e^{-μ′_j} - 2 log C` is at least -2 log C, so nothing below overflows.
    let smallest = means.min() ?? 0
    let spread = Double.log(means.reduce(0) { $0 + .exp(smallest - $1) }) - smallest
    let constant = 1 - 2 / Double(classes)
    return zip(means, projected).map { mean, variance in
      let exponent = mean + spread - 2 * .log(Double(classes))
      return exponent + .log(onePlus: constant * .exp(-exponent)) - .log(variance)
    }
  }
}
