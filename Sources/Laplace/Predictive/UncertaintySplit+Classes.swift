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
    try classes(
      of: outputs, by: integral, shape: [outputs.exampleCount], cancellation,
      entropiesAndDivergences
    ).withoutNegativeDivergences
  }

  /// The same parts over draws of log probabilities, of shape (M, S, C).
  static func entropies(
    ofDraws logarithms: Tensor<Double>, rule: IntegrationRule
  ) -> UncertaintySplit {
    let rows = Parallel.map(logarithms.shape[0]) { example in
      let own = logarithms.slice(example..<example + 1).reshaped(logarithms.shape.dropFirst())
      return means(rule, entropiesAndDivergences(rule, own))
    }
    return UncertaintySplit(rows, shape: [rows.count]).withoutNegativeDivergences
  }

  /// `H[p]` and `KL(p ‖ E p)` at each point, from log probabilities (n, C).
  private static func entropiesAndDivergences(
    _ rule: IntegrationRule, _ logarithms: Tensor<Double>
  ) -> (aleatoric: Tensor<Double>, epistemic: Tensor<Double>) {
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

  /// Where the weights are certain the divergence is rounding, of either sign.
  private var withoutNegativeDivergences: UncertaintySplit {
    UncertaintySplit(
      aleatoric: aleatoric, epistemic: epistemic.mapped(.relu), standardErrors: standardErrors)
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
      means(rule, parts(rule, try rule.logProbabilities(mean: mean, covariance: covariance)))
    }
    return UncertaintySplit(rows, shape: shape)
  }

  /// The means of both parts over the points, with their standard errors.
  private typealias Means = (
    aleatoric: (means: [Double], standardErrors: [Double]?),
    epistemic: (means: [Double], standardErrors: [Double]?)
  )

  private static func means(
    _ rule: IntegrationRule, _ parts: (aleatoric: Tensor<Double>, epistemic: Tensor<Double>)
  ) -> Means {
    (rule.mean(of: parts.aleatoric), rule.mean(of: parts.epistemic))
  }

  /// The means of one input after the other.
  private init(_ rows: [Means], shape: Shape) {
    let errors = rows.compactMap { row in
      row.aleatoric.standardErrors.flatMap { first in
        row.epistemic.standardErrors.map { (first, $0) }
      }
    }
    self.init(
      aleatoric: Tensor(shape: shape, scalars: rows.flatMap(\.aleatoric.means)),
      epistemic: Tensor(shape: shape, scalars: rows.flatMap(\.epistemic.means)),
      standardErrors: errors.isEmpty
        ? nil
        : StandardErrors(
          aleatoric: Tensor(shape: shape, scalars: errors.flatMap(\.0)),
          epistemic: Tensor(shape: shape, scalars: errors.flatMap(\.1))))
  }
}
