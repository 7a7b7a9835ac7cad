import RealModule

/// How many independent draws would estimate a mean as well as correlated ones do:
/// `m n / τ`, `τ = 1 + 2 Σₜ ρₜ` (Geyer, 1992; Vehtari et al., 2021).
enum EffectiveSampleSize {
  /// The effective sample size of the mean of m chains of n draws each; the number of draws where all of
  /// them are equal.
  ///
  /// `ρₜ = 1 - (W - autocovariance at t)/var⁺` is summed in pairs of lags as long as the sums are
  /// positive, each no larger than the one before. Chains that swing about their mean can have more than
  /// their draws, up to `m n log₁₀(m n)`.
  static func ofMean(_ chains: [[Double]]) -> Double {
    let variances = ChainVariances(chains)
    let total = Double(chains.count * chains[0].count)
    guard variances.pooled > 0 else { return total }
    let correlation = { (lag: Int) in
      1 - (variances.within - variances.autocovariance(lag: lag)) / variances.pooled
    }
    var time = -1.0
    var last = Double.infinity
    var lag = 0
    while lag + 1 < chains[0].count {
      let pair = (lag == 0 ? 1 : correlation(lag)) + correlation(lag + 1)
      guard pair > 0 else { break }
      last = min(last, pair)
      time += 2 * last
      lag += 2
    }
    return total / max(time, 1 / .log10(total))
  }
}
