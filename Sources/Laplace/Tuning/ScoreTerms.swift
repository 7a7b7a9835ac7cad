import Diagnostics

/// What a score on data tells of its own chance.
enum ScoreTerms: Equatable, Sendable {
  /// Nothing.
  case none
  /// The score of each example; the score is their mean.
  case examples([Double])
  /// The score on each of some resamples of the examples, the same for all scores that are compared.
  case replicates([Double])

  /// Whether they tell of any chance: one example has no standard error.
  var tellsChance: Bool {
    switch self {
    case .none: false
    case .examples(let scores): scores.count > 1
    case .replicates: true
    }
  }

  /// Whether a score with these terms, which is larger by the difference given, is within one standard
  /// error of another; false where the two tell nothing.
  ///
  /// The standard error is that of the paired differences d of N examples, `√(Σ(d - d̄)²/(N (N - 1)))`, or of
  /// the paired bootstrap.
  func isWithinStandardError(of other: ScoreTerms, difference: Double) -> Bool {
    switch (self, other) {
    case (.examples(let scores), .examples(let others)):
      guard scores.count == others.count, scores.count > 1 else { return false }
      let differences = zip(scores, others).map { $0 - $1 }
      let count = Double(differences.count)
      let mean = differences.reduce(0, +) / count
      let square = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      return mean <= (square / count).squareRoot()
    case (.replicates(let scores), .replicates(let others)):
      return difference <= PairedBootstrap.standardError(ofDifferences: scores, from: others)
    default: return false
    }
  }
}
