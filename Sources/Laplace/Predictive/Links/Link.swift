import Parallelism
import Tensors

/// One way from a Gaussian over outputs to probabilities.
///
/// Laws: rows sum to 1; a covariance of 0 gives the softmax (binary: the sigmoid) of the means; the same
/// number added to all means of an input changes nothing, except in the probit link and the bridge.
protocol Link: Sendable {
  /// The probabilities of C classes, of shape (M, C).
  func estimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) throws -> ProbabilityEstimate

  /// The probabilities of 1 of binary outputs, of shape (M, C), or a refusal with its reason.
  func binaryEstimate(
    of outputs: GaussianPredictive, cancellation: Cancellation
  ) throws -> ProbabilityEstimate
}
