import RealModule

/// The standard normal distribution.
public enum NormalDistribution {
  /// The density `exp(-x^2 / 2) / sqrt(2 pi)`.
  public static func density(_ x: Double) -> Double {
    .exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }

  /// The probability of a value up to `x`: `erfc(-x / sqrt 2) / 2`, accurate far into the lower tail.
  public static func cumulative(_ x: Double) -> Double { .erfc(-x / 2.0.squareRoot()) / 2 }

  /// The value below which a draw lies with the given probability; infinite at 0 and 1.
  ///
  /// A rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4) is polished by Halley
  /// steps on the cumulative, each of which triples the number of right digits. Outside [0, 1] the
  /// result is NaN.
  public static func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 || probability == 1 { return probability == 0 ? -.infinity : .infinity }
    // 1 - p is exact from one half on, so nothing is lost by looking from the other side.
    if probability > 0.5 { return -lowerQuantile(1 - probability) }
    return lowerQuantile(probability)
  }

  private static func lowerQuantile(_ probability: Double) -> Double {
    let t = (-2 * Double.log(probability)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = numerator / denominator - t
    for _ in 0..<3 {
      let density = density(x)
      // So far out that the density underflows, the start is all there is.
      guard density > 0 else { break }
      let step = (cumulative(x) - probability) / density
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
