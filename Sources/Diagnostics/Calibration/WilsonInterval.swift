import RealModule

/// The range of success rates that a count of successes does not contradict (Wilson, 1927).
///
/// With rate p from n trials and z the normal quantile of the level, the interval is
/// `(p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)`. It stays within [0, 1], and is all of
/// it when there are no trials.
public struct WilsonInterval: Equatable, Sendable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// The interval of a central level such as 0.95, which lies strictly between 0 and 1.
  public init(successes: Int, trials: Int, level: Double = 0.95) {
    precondition(
      0 <= successes && successes <= trials, "\(successes) successes in \(trials) trials")
    precondition(0 < level && level < 1, "level \(level) outside (0, 1)")
    guard trials > 0 else {
      (low, high) = (0, 1)
      return
    }
    let n = Double(trials)
    let rate = Double(successes) / n
    let z = NormalDistribution.quantile((1 + level) / 2)
    let scale = 1 + z * z / n
    let centre = (rate + z * z / (2 * n)) / scale
    let halfWidth = z * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot() / scale
    // The ends are exactly 0 and 1 for no and for all successes; rounding may miss them.
    low = successes == 0 ? 0 : max(0, centre - halfWidth)
    high = successes == trials ? 1 : min(1, centre + halfWidth)
  }
}
