/// The variances of m chains of n draws, by which they are judged.
struct ChainVariances {
  /// The mean W of the variances within chains.
  let within: Double
  /// `var⁺ = (n - 1)/n W + B/n`, with B/n the variance of the means of the chains: an estimate of the
  /// variance that is too large as long as the chains differ.
  let pooled: Double
  /// The deviations of the draws from the mean of their chain.
  let deviations: [[Double]]

  /// The variances of chains of one length.
  init(_ chains: [[Double]]) {
    let count = Double(chains[0].count)
    let means = chains.map { $0.reduce(0, +) / count }
    deviations = zip(chains, means).map { chain, mean in chain.map { $0 - mean } }
    let variances = deviations.map { $0.reduce(0) { $0 + $1 * $1 } / (count - 1) }
    within = variances.reduce(0, +) / Double(chains.count)
    let center = means.reduce(0, +) / Double(means.count)
    let between =
      chains.count > 1
      ? means.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(chains.count - 1) : 0
    pooled = (count - 1) / count * within + between
  }

  /// The mean over chains of the autocovariances at a lag, `Σᵢ dᵢ dᵢ₊ₜ/n`.
  func autocovariance(lag: Int) -> Double {
    deviations.reduce(0) { sum, chain in
      var product = 0.0
      for index in 0..<chain.count - lag { product += chain[index] * chain[index + lag] }
      return sum + product / Double(chain.count)
    } / Double(deviations.count)
  }
}

extension [[Double]] {
  /// Each chain cut into two halves, so that a drift within a chain counts as chains that differ; the
  /// middle draw of an odd number is left out.
  var splitInHalves: [[Double]] {
    flatMap { chain in
      let half = chain.count / 2
      return [[Double](chain[..<half]), [Double](chain[(chain.count - half)...])]
    }
  }
}
