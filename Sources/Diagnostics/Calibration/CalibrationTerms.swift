/// What each prediction adds to the expected calibration error: the bin of its confidence, and how far its
/// confidence is from what came.
///
/// With residuals `rₙ = [n is right] - cₙ`, the gap of a bin times its count is `|Σ_{n in k} rₙ|`, so that of
/// predictions which count wₙ times each
/// `ECE = Σ_k |Σ_{n in k} wₙ rₙ| / Σ_n wₙ`.
public struct CalibrationTerms: Equatable, Sendable {
  private let bins: [Int]
  private let residuals: [Double]
  private let binCount: Int

  /// The terms of predictions, given by their confidence and whether they were right.
  init(confidences: [Double], correct: [Bool], binCount: Int) {
    bins = confidences.map { reliabilityBin(of: $0, binCount: binCount) }
    residuals = zip(confidences, correct).map { ($1 ? 1 : 0) - $0 }
    self.binCount = binCount
  }

  /// The expected calibration error where each prediction counts as often as its weight says; NaN where none
  /// counts.
  public func expectedCalibrationError(weights: [Int]) -> Double {
    precondition(
      weights.count == residuals.count, "\(weights.count) weights of \(residuals.count) terms")
    var sums = [Double](repeating: 0, count: binCount)
    var total = 0
    for index in weights.indices where weights[index] > 0 {
      sums[bins[index]] += Double(weights[index]) * residuals[index]
      total += weights[index]
    }
    return sums.reduce(0) { $0 + abs($1) } / Double(total)
  }
}
