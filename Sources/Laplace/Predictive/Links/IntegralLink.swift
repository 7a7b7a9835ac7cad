import Parallelism
import Tensors

/// `E softmax f` by samples or by quadrature: exact but for the error of the rule.
struct IntegralLink: Link {
  let integral: SoftmaxIntegral

  func estimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) throws -> ProbabilityEstimate {
    let rule = try integral.rule(classCount: outputs.outputCount)
    let rows = try outputs.mapExamples(cancellation) { mean, covariance in
      rule.mean(
        of: try rule.logProbabilities(mean: mean, covariance: covariance).mapped(.exponential))
    }
    let errors = rows.compactMap(\.standardErrors)
    return ProbabilityEstimate(
      probabilities: Tensor(shape: outputs.mean.shape, scalars: rows.flatMap(\.means)),
      standardErrors: errors.isEmpty
        ? nil : Tensor(shape: outputs.mean.shape, scalars: errors.flatMap(\.self)))
  }

  func binaryEstimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) throws -> ProbabilityEstimate {
    let pairs = try estimate(of: outputs.binaryPairs, cancellation: cancellation)
    let second = { (tensor: Tensor<Double>) in
      tensor.selectingColumns([1]).reshaped(outputs.mean.shape)
    }
    return ProbabilityEstimate(
      probabilities: second(pairs.probabilities), standardErrors: pairs.standardErrors.map(second))
  }
}
