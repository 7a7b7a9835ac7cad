/// The mean of a quantity over chains with its Monte-Carlo standard error.
public struct MeanEstimate: Equatable, Sendable {
  /// The mean over all draws.
  public let mean: Double
  /// `sd/√ESS`.
  public let error: Double

  /// A mean and its error, found otherwise.
  public init(mean: Double, error: Double) {
    self.mean = mean
    self.error = error
  }

  /// The mean of chains of one length, of at least four draws each.
  public init(_ chains: [[Double]]) {
    let count = Double(chains.count * chains[0].count)
    let mean = chains.joined().reduce(0, +) / count
    let squares = chains.joined().reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    error =
      (squares / (count - 1) / EffectiveSampleSize.ofMean(chains.splitInHalves)).squareRoot()
  }
}

/// Mean and standard deviation of a quantity over chains, with their Monte-Carlo standard errors.
public struct MomentEstimates: Equatable, Sendable {
  /// The mean over all draws.
  public let mean: Double
  /// `sd/√ESS`.
  public let meanError: Double
  /// The standard deviation of all draws.
  public let deviation: Double
  /// Its error by way of that of the variance: `sd((x - x̄)²)/√ESS / (2 sd)`, with the effective sample
  /// size of the squares.
  public let deviationError: Double

  /// The moments of chains of one length, of at least four draws each.
  public init(_ chains: [[Double]]) {
    let first = MeanEstimate(chains)
    let second = MeanEstimate(
      chains.map { $0.map { ($0 - first.mean) * ($0 - first.mean) } })
    let count = Double(chains.count * chains[0].count)
    mean = first.mean
    meanError = first.error
    deviation = (second.mean * count / (count - 1)).squareRoot()
    deviationError = deviation > 0 ? second.error / (2 * deviation) : 0
  }
}
