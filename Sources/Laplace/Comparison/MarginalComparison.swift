import MonteCarlo

/// One weight as the Laplace posterior and as the posterior itself have it.
public struct MarginalComparison: Equatable, Sendable {
  /// The mean of the Laplace posterior: the trained weight.
  public let mean: Double
  /// The standard deviation of the Laplace posterior.
  public let deviation: Double
  /// What the chains say.
  public let sampled: ChainSummary
  /// The Wasserstein-1 distance of the draws from the Laplace marginal, in its standard deviations.
  public let distance: Double

  /// A Gaussian marginal against chains of draws of the weight.
  init(mean: Double, deviation: Double, chains: [[Double]]) {
    self.mean = mean
    self.deviation = deviation
    sampled = ChainSummary(chains)
    distance = WassersteinDistance.ofDraws(
      chains.flatMap(\.self), mean: mean, deviation: deviation)
  }

  /// The difference of the means, in standard deviations of the Laplace posterior.
  public var shift: Double { (sampled.moments.mean - mean) / deviation }

  /// About the distance that as many effective draws would have if Laplace were exact.
  public var chanceDistance: Double {
    WassersteinDistance.ofChance(drawCount: sampled.bulkSampleSize)
  }
}
