import Parallelism
import RealModule
import Tensors

extension UncertaintySplit {
  /// The parts of the entropy of the predicted class in nats, of shape (M):
  /// `H[E p] = E H[p] + I`.
  ///
  /// The first is the entropy that stays when the weights are known; the second the mutual information
  /// of class and weights, `I = E KL(p ‖ E p)`, in which form rounding does not cancel (Depeweg et al.,
  /// 2018).
  public static func entropies(
    of outputs: GaussianPredictive, by integral: SoftmaxIntegral,
    cancellation: Cancellation = Cancellation()
  ) throws -> UncertaintySplit {
    let split = try classes(
      of: outputs, by: integral, shape: [outputs.exampleCount], cancellation
    ) { rule, logarithms in
      let probabilities = logarithms.mapped(.exponential)
      // The mean of probabilities that all underflow is 0, and counts for nothing.
      let means = Tensor(
        rule.mean(of: probabilities).means.map {
          Double.log(max($0, .leastNormalMagnitude))
        })
      let entropies =
        -1 * (probabilities * logarithms).summed(overAxis: -1, keepingAxis: true)
      let divergences =
        (probabilities * (logarithms - means)).summed(overAxis: -1, keepingAxis: true)
      return (entropies, divergences)
    }
    // Where the weights are certain the divergence is rounding, of either sign.
    return UncertaintySplit(
      aleatoric: split.aleatoric, epistemic: split.epistemic.mapped(.relu),
      standardErrors: split.standardErrors)
  }

  /// The parts of the covariance of the indicators of the classes, of shape (M, C, C):
  /// `diag(E p) - E p E pᵀ = E[diag(p) - p pᵀ] + Cov p` (Kwon et al., 2020).
  public static func classCovariances(
    of outputs: GaussianPredictive, by integral: SoftmaxIntegral,
    cancellation: Cancellation = Cancellation()
  ) throws -> UncertaintySplit {
    let classes = outputs.outputCount
    return try self.classes(
      of: outputs, by: integral, shape: outputs.covariance.shape, cancellation
    ) { rule, logarithms in
      let probabilities = logarithms.mapped(.exponential)
      let count = probabilities.shape[0]
      let squares = { (rows: Tensor<Double>) in
        (rows.reshaped([count, classes, 1]) * rows.reshaped([count, 1, classes]))
          .reshaped([count, classes * classes])
      }
      let diagonal = probabilities.spread(
        to: (0..<classes).map { $0 * (classes + 1) }, of: classes * classes)
      let means = Tensor(rule.mean(of: probabilities).means)
      return (diagonal - squares(probabilities), squares(probabilities - means))
    }
  }

  /// The means over the points of two functions of the log probabilities (n, C), each of shape (n, q).
  private static func classes(
    of outputs: GaussianPredictive, by integral: SoftmaxIntegral, shape: Shape,
    _ cancellation: Cancellation,
    _ parts:
      @Sendable (IntegrationRule, Tensor<Double>) -> (
        aleatoric: Tensor<Double>, epistemic: Tensor<Double>
      )
  ) throws -> UncertaintySplit {
    let rule = try integral.rule(classCount: outputs.outputCount)
    let rows = try outputs.mapExamples(cancellation) { mean, covariance in
      let values = parts(rule, try rule.logProbabilities(mean: mean, covariance: covariance))
      return (rule.mean(of: values.aleatoric), rule.mean(of: values.epistemic))
    }
    let errors = rows.compactMap { row in
      row.0.standardErrors.flatMap { first in row.1.standardErrors.map { (first, $0) } }
    }
    return UncertaintySplit(
      aleatoric: Tensor(shape: shape, scalars: rows.flatMap(\.0.means)),
      epistemic: Tensor(shape: shape, scalars: rows.flatMap(\.1.means)),
      standardErrors: errors.isEmpty
        ? nil
        : StandardErrors(
          aleatoric: Tensor(shape: shape, scalars: errors.flatMap(\.0)),
          epistemic: Tensor(shape: shape, scalars: errors.flatMap(\.1))))
  }
}
