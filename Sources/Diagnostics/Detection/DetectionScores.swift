/// How well a number tells examples out of distribution from those in it: it should be larger for the
/// former.
///
/// An example counts as in distribution where its number is at most a threshold. The true positive rate
/// is the part of the examples in distribution that do, the false positive rate that of the others.
public struct DetectionScores: Equatable, Sendable {
  /// What is counted in and out up to one of the thresholds.
  public struct Point: Equatable, Sendable {
    /// The part of the examples out of distribution that count as in it.
    public let falsePositiveRate: Double
    /// The part of the examples in distribution that count as in it.
    public let truePositiveRate: Double
  }

  /// The number of examples in distribution.
  public let inCount: Int
  /// The number of examples out of distribution.
  public let outCount: Int
  /// The area under the receiver operating characteristic: the probability that an example out of
  /// distribution has the larger number, a tie counting one half.
  public let auroc: Double
  /// The standard error of the area (DeLong, DeLong and Clarke-Pearson, 1988); nil where a group has a
  /// single example.
  public let aurocError: Double?
  /// The smallest false positive rate at a true positive rate of 0.95 or more.
  public let falsePositiveRateAt95: Double
  /// The average precision `Σ (Rₖ - Rₖ₋₁) Pₖ` over the thresholds, with what is in distribution as the
  /// positives.
  public let auprIn: Double
  /// The average precision with what is out of distribution as the positives.
  public let auprOut: Double
  /// The receiver operating characteristic, from (0, 0) to (1, 1): a point for each different number.
  public let curve: [Point]

  /// Compares the numbers of two groups, neither of them empty; infinite ones are allowed.
  public init(inside: [Double], outside: [Double]) throws(DiagnosticsError) {
    guard !inside.isEmpty, !outside.isEmpty else { throw .noPredictions }
    for group in [inside, outside] {
      if let row = group.firstIndex(where: \.isNaN) { throw .notANumber(row: row + 1) }
    }
    inCount = inside.count
    outCount = outside.count
    let placements = Placements(inside: inside, outside: outside)
    auroc = placements.area
    aurocError = placements.standardError
    let steps = ThresholdSteps(inside: inside, outside: outside)
    let (n, m) = (inside.count, outside.count)
    curve = ([(inside: 0, outside: 0)] + steps.accepted).map {
      Point(
        falsePositiveRate: Double($0.outside) / Double(m),
        truePositiveRate: Double($0.inside) / Double(n))
    }
    let accepting = steps.accepted.first { 100 * $0.inside >= 95 * n }?.outside ?? m
    falsePositiveRateAt95 = Double(accepting) / Double(m)
    auprIn = averagePrecision(steps.accepted.map { ($0.inside, $0.outside) }, positives: n)
    let rejected = [(inside: 0, outside: 0)] + steps.accepted.dropLast()
    auprOut = averagePrecision(
      rejected.reversed().map { (m - $0.outside, n - $0.inside) }, positives: m)
  }
}

/// The examples of both groups with numbers up to each different number.
private struct ThresholdSteps {
  private(set) var accepted: [(inside: Int, outside: Int)] = []

  init(inside: [Double], outside: [Double]) {
    let all = (inside.map { ($0, true) } + outside.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var counts = (inside: 0, outside: 0)
    for (place, (number, isInside)) in all.enumerated() {
      if isInside { counts.inside += 1 } else { counts.outside += 1 }
      if place == all.count - 1 || all[place + 1].0 != number { accepted.append(counts) }
    }
  }
}

/// `Σ (Rₖ - Rₖ₋₁) Pₖ` for the true and false positives up to each threshold, at recalls R and
/// precisions P.
private func averagePrecision(_ counts: [(hits: Int, misses: Int)], positives: Int) -> Double {
  var (sum, last) = (0.0, 0)
  for (hits, misses) in counts {
    sum += Double(hits - last) * Double(hits) / Double(hits + misses)
    last = hits
  }
  return sum / Double(positives)
}
