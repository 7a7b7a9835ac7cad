import Tensors

/// Resamples of examples with replacement, on which scores of the same examples are compared.
///
/// Every score sees the same resamples, so that what makes an example hard for all of them cancels in a
/// difference. The standard error of a difference `d = s - t` is its deviation over the B resamples,
/// `√(Σ_b (d_b - d̄)²/(B - 1))` (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 6);
/// for means over examples it tends to the one of paired differences, `√(Σ_n (d_n - d̄)²)/N`, as B grows.
public struct PairedBootstrap: Equatable, Sendable {
  /// The number N of examples.
  public let exampleCount: Int
  /// The number B of resamples.
  public let resampleCount: Int
  /// The seed that they are drawn with.
  public let seed: UInt64

  /// Resamples of a number of examples; 200 of them tell a standard error to about 5 %.
  public init(exampleCount: Int, resampleCount: Int = 200, seed: UInt64 = 0) {
    precondition(
      exampleCount >= 0 && resampleCount > 1,
      "\(resampleCount) resamples of \(exampleCount) examples")
    self.exampleCount = exampleCount
    self.resampleCount = resampleCount
    self.seed = seed
  }

  /// A score on each resample, told how often each example is in it.
  public func replicates(_ score: ([Int]) -> Double) -> [Double] {
    (0..<resampleCount).map { resample in
      var random = RandomStream(seed: seed, stream: UInt64(resample))
      var weights = [Int](repeating: 0, count: exampleCount)
      for _ in 0..<exampleCount {
        weights[Int(random.uniform() * Double(exampleCount))] += 1
      }
      return score(weights)
    }
  }

  /// The standard error of the difference of two scores, from their values on the same resamples.
  public static func standardError(
    ofDifferences replicates: [Double], from others: [Double]
  ) -> Double {
    precondition(replicates.count == others.count, "scores on other resamples")
    let differences = zip(replicates, others).map { $0 - $1 }
    let center = mean(differences)
    let squares = differences.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    return (squares / Double(differences.count - 1)).squareRoot()
  }
}
