import RealModule

/// What several chains say about one quantity, and how far they can be trusted.
///
/// Every chain is split in two. Where all draws are equal R-hat is 1 and every error 0.
public struct ChainSummary: Equatable, Sendable {
  /// Mean and standard deviation.
  public let moments: MomentEstimates
  /// R-hat, `√(var⁺/W)` of the rank-normalised draws, or of their distances from the median where those
  /// differ more between chains; near 1 where all chains tell the same (Vehtari et al., 2021).
  public let rHat: Double
  /// The effective sample size for what lies in the middle: of the rank-normalised draws.
  public let bulkSampleSize: Double
  /// That for the tails: the smaller one for the share of draws up to the 5 % and the 95 % quantile.
  public let tailSampleSize: Double

  /// The summary of chains of one length, of at least four draws each.
  public init(_ chains: [[Double]]) {
    moments = MomentEstimates(chains)
    let halves = chains.splitInHalves
    let sorted = chains.flatMap(\.self).sorted()
    let normalized = RankNormalization.normalized(halves)
    let median = Self.quantile(0.5, of: sorted)
    let folded = RankNormalization.normalized(halves.map { $0.map { abs($0 - median) } })
    rHat = max(Self.scaleReduction(normalized), Self.scaleReduction(folded))
    bulkSampleSize = EffectiveSampleSize.ofMean(normalized)
    tailSampleSize =
      [0.05, 0.95].map { level in
        let limit = Self.quantile(level, of: sorted)
        return EffectiveSampleSize.ofMean(halves.map { $0.map { $0 <= limit ? 1 : 0 } })
      }.min() ?? 0
  }

  private static func scaleReduction(_ chains: [[Double]]) -> Double {
    let variances = ChainVariances(chains)
    guard variances.pooled > 0 else { return 1 }
    return (variances.pooled / variances.within).squareRoot()
  }

  /// The quantile of sorted numbers, linear between them.
  private static func quantile(_ level: Double, of sorted: [Double]) -> Double {
    let place = level * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
