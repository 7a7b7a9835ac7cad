import NeuralNetworks
import Parallelism
import Tensors

extension LinkApproximation {
  /// The probabilities of the classes that a likelihood reads from outputs, of shape (M T, C), the T positions
  /// of an input running fastest; nil where it reads numbers, or the score of a single item.
  ///
  /// A classification has a class at each position, whose outputs alone count; a binary model the classes
  /// 0 and 1 of each output; the scores of a pair of items, by their difference, the classes that the first
  /// and that the second is preferred.
  public func classes(
    of outputs: GaussianPredictive, likelihood: LikelihoodKind, positionCount: Int,
    cancellation: Cancellation = Cancellation()
  ) throws -> ProbabilityEstimate? {
    switch likelihood {
    case .classification:
      return try estimate(
        of: outputs.marginals(positionCount: positionCount), cancellation: cancellation)
    case .binary:
      return try binaryEstimate(of: outputs, cancellation: cancellation).ofBothClasses(known: 1)
    case .reward where outputs.outputCount == 2:
      return try binaryEstimate(of: outputs.difference, cancellation: cancellation)
        .ofBothClasses(known: 0)
    case .regression, .scaledRegression, .heteroscedastic, .reward: return nil
    }
  }
}

extension ProbabilityEstimate {
  /// The probabilities of two classes from those of one of them; both are as exact.
  fileprivate func ofBothClasses(known: Int) -> ProbabilityEstimate {
    ProbabilityEstimate(
      probabilities: Tensor(
        shape: [probabilities.count, 2],
        scalars: probabilities.scalars.flatMap { known == 0 ? [$0, 1 - $0] : [1 - $0, $0] }),
      standardErrors: standardErrors.map {
        Tensor(shape: [$0.count, 2], scalars: $0.scalars.flatMap { [$0, $0] })
      })
  }
}
