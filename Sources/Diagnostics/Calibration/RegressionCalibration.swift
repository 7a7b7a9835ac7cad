/// Whether targets lie around Gaussian predictions as often as these say.
///
/// It knows the standardised errors `z = (y - m)/s` alone, s² the variance with the noise; predictions
/// that are right have standard normal ones.
public struct RegressionCalibration: Equatable, Sendable {
  /// How many targets lie in the central intervals of a level.
  public struct Level: Equatable, Sendable {
    /// The probability that the predictions give to the interval.
    public let level: Double
    /// The fraction of targets in it, its ends included.
    public let fraction: Double
    /// The 95 % interval of the fraction.
    public let interval: WilsonInterval
  }

  /// The coverage at the levels 0.05, 0.1, … 0.95.
  public let coverage: [Level]
  /// The probability `Φ(z)` that each prediction gives to smaller targets than the one that came:
  /// uniform where the predictions are right (the probability integral transform; Dawid, 1984).
  public let transforms: [Double]

  /// The calibration of predictions with the given standardised errors, at least one.
  init(standardizedErrors: [Double]) {
    coverage = (1...19).map { step in
      let level = Double(step) / 20
      let quantile = NormalDistribution.quantile((1 + level) / 2)
      let inside = standardizedErrors.count { abs($0) <= quantile }
      return Level(
        level: level, fraction: Double(inside) / Double(standardizedErrors.count),
        interval: WilsonInterval(successes: inside, trials: standardizedErrors.count))
    }
    transforms = standardizedErrors.map(NormalDistribution.cumulative)
  }

  /// The root of the mean over the levels of the squared difference of coverage and level (after
  /// Kuleshov, Fermigier and Ermon, 2018).
  public var calibrationError: Double {
    mean(coverage.map { ($0.fraction - $0.level) * ($0.fraction - $0.level) }).squareRoot()
  }

  /// How many transforms lie in each of some bins of equal width from 0 to 1; those of predictions that are
  /// no numbers lie in none.
  public func transformCounts(binCount: Int = 10) -> [Int] {
    transforms.reduce(into: [Int](repeating: 0, count: binCount)) { counts, value in
      guard !value.isNaN else { return }
      counts[min(binCount - 1, Int(value * Double(binCount)))] += 1
    }
  }

  /// The counts that a bin of uniform transforms has with a probability of 95 % or more: from the 2.5 %
  /// to the 97.5 % quantile of the binomial distribution of `1/binCount`.
  public func uniformCounts(binCount: Int = 10) -> ClosedRange<Int> {
    binomialQuantile(
      0.025, trials: transforms.count, rate: 1 / Double(binCount))...binomialQuantile(
        0.975, trials: transforms.count, rate: 1 / Double(binCount))
  }
}
