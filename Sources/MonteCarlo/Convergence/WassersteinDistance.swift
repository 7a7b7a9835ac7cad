import Diagnostics

/// How far draws are from a Gaussian, in its standard deviations.
public enum WassersteinDistance {
  /// The Wasserstein-1 distance of draws from `N(m, s²)` over s: the mean distance by which probability
  /// must be moved, `∫₀¹ |F⁻¹(u) - Φ⁻¹(u)| du` of the draws `(x - m)/s`.
  ///
  /// The integral is exact: between steps of the draws, `∫ Φ⁻¹ du = -φ(Φ⁻¹(u))`.
  public static func ofDraws(_ draws: [Double], mean: Double, deviation: Double) -> Double {
    let sorted = draws.map { ($0 - mean) / deviation }.sorted()
    let count = Double(sorted.count)
    var sum = 0.0
    var lower = 0.0
    for (index, value) in sorted.enumerated() {
      let upper = Double(index + 1) / count
      // Below the draw's own place in the Gaussian mass moves up, above it down.
      let crossing = min(max(NormalDistribution.cumulative(value), lower), upper)
      sum += value * ((crossing - lower) - (upper - crossing))
      sum += 2 * density(crossing) - density(lower) - density(upper)
      lower = upper
    }
    return sum
  }

  /// About the distance that so many independent draws of the Gaussian itself would have,
  /// `√(2/π) ∫ √(Φ(1 - Φ)) dx / √S = 1.2884/√S`.
  public static func ofChance(drawCount: Double) -> Double { 1.2884 / drawCount.squareRoot() }

  /// `φ(Φ⁻¹(u))`.
  private static func density(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else { return 0 }
    return NormalDistribution.density(NormalDistribution.quantile(probability))
  }
}
