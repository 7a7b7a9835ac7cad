import Tensors

/// Class probabilities, and how exact they are.
public struct ProbabilityEstimate: Equatable, Sendable {
  /// The probabilities, of shape (M, C).
  public let probabilities: Tensor<Double>
  /// The Monte-Carlo standard error of each probability; nil where nothing was drawn, and for a single
  /// sample.
  public let standardErrors: Tensor<Double>?

  /// Probabilities with the standard errors of what was drawn.
  public init(probabilities: Tensor<Double>, standardErrors: Tensor<Double>?) {
    self.probabilities = probabilities
    self.standardErrors = standardErrors
  }
}
