import Diagnostics
import MonteCarlo
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<6 as Range<UInt64>

/// R-hat, effective sample sizes and errors against slow references and known values.
@Suite struct ConvergenceTests {
  /// `xₜ = a xₜ₋₁ + √(1 - a²) z`: mean 0, variance 1, autocorrelations aᵗ.
  private func autoregression(
    _ a: Double, chains: Int = 4, count: Int, seed: UInt64
  ) -> [[Double]] {
    (0..<chains).map { chain in
      var random = RandomStream(seed: seed, stream: UInt64(chain))
      var value = random.normal()
      return (0..<count).map { _ in
        value = a * value + (1 - a * a).squareRoot() * random.normal()
        return value
      }
    }
  }

  @Test(
    "of an autoregression the effective sample size is S (1 - a)/(1 + a)",
    arguments: [0.0, 0.3, 0.7, 0.9, -0.4])
  func autoregression(a: Double) {
    for seed in seeds {
      let chains = autoregression(a, count: 4000, seed: seed)
      let expected = 16_000 * (1 - a) / (1 + a)
      let summary = ChainSummary(chains)
      #expect(abs(summary.bulkSampleSize / expected - 1) < 0.25)
      let error = (1 / expected).squareRoot()
      #expect(abs(summary.moments.meanError / error - 1) < 0.15)
      #expect(abs(summary.moments.mean) < 4.5 * error)
      #expect(summary.rHat < 1.01)
      // The squares of a Gaussian autoregression have the autocorrelations a²ᵗ, so that the standard
      // deviation has the error √((1 + a²)/(1 - a²)/2S).
      let spread = ((1 + a * a) / (1 - a * a) / 32_000).squareRoot()
      #expect(abs(summary.moments.deviationError / spread - 1) < 0.2)
      #expect(abs(summary.moments.deviation - 1) < 4.5 * spread)
    }
  }

  @Test("R-hat and the effective sample sizes are those of their definitions", arguments: seeds)
  func definitions(seed: UInt64) {
    for count in [11, 40, 257] {
      let chains = autoregression(0.5, chains: 3, count: count, seed: seed)
      let summary = ChainSummary(chains)
      let reference = SlowSummary(chains)
      #expect(disagreement(summary.rHat, reference.rHat) < 1e-10)
      #expect(disagreement(summary.bulkSampleSize, reference.bulk) < 1e-10)
      #expect(disagreement(summary.tailSampleSize, reference.tail) < 1e-10)
    }
  }

  @Test(
    "chains in different places, of different width, and that drift are told from those that agree",
    arguments: seeds)
  func disagreeing(seed: UInt64) {
    let chains = autoregression(0.2, count: 500, seed: seed)
    var moved = chains
    moved[0] = moved[0].map { $0 + 1 }
    #expect(ChainSummary(moved).rHat > 1.05)
    #expect(ChainSummary(moved).bulkSampleSize < 100)
    var wide = chains
    wide[1] = wide[1].map { 3 * $0 }
    #expect(ChainSummary(wide).rHat > 1.05)
    let drifting = chains.map { chain in
      chain.enumerated().map { $1 + 2 * Double($0) / Double(chain.count) }
    }
    #expect(ChainSummary(drifting).rHat > 1.05)
  }

  @Test(
    "ranks alone count: R-hat and the sample sizes survive every rising transformation",
    arguments: seeds)
  func invariance(seed: UInt64) {
    let chains = autoregression(0.6, count: 300, seed: seed)
    let summary = ChainSummary(chains)
    let cubes = ChainSummary(chains.map { $0.map { 5 + $0 * $0 * $0 } })
    #expect(disagreement(cubes.bulkSampleSize, summary.bulkSampleSize) < 1e-12)
  }

  @Test("draws that are all equal have no errors")
  func constants() {
    let summary = ChainSummary([
      [Double](repeating: 2, count: 20), [Double](repeating: 2, count: 20),
    ])
    #expect(summary.rHat == 1 && summary.bulkSampleSize == 40 && summary.tailSampleSize == 40)
    #expect(summary.moments.mean == 2 && summary.moments.meanError == 0)
    #expect(summary.moments.deviation == 0 && summary.moments.deviationError == 0)
  }

  @Test("the Wasserstein distance is the integral of its definition", arguments: seeds)
  func wasserstein(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let draws = (0..<37).map { _ in 3 + 2 * random.normal() + random.uniform() }
    let sorted = draws.map { ($0 - 2.5) / 1.7 }.sorted()
    let expected = midpointIntegral(from: -12, to: 12, count: 200_000) { x in
      let below = Double(sorted.count { $0 <= x }) / Double(sorted.count)
      return abs(below - NormalDistribution.cumulative(x))
    }
    let found = WassersteinDistance.ofDraws(draws, mean: 2.5, deviation: 1.7)
    #expect(disagreement(found, expected) < 1e-4)
  }

  @Test("a moved Gaussian is as far away as it was moved, and chance is as large as said")
  func wassersteinOfGaussians() {
    let exact = (0..<20_000).map { NormalDistribution.quantile((Double($0) + 0.5) / 20_000) }
    let moved = exact.map { 4 + 0.5 * ($0 + 0.3) }
    #expect(abs(WassersteinDistance.ofDraws(moved, mean: 4, deviation: 0.5) - 0.3) < 1e-3)
    let distances = (0..<200).map { seed in
      var random = RandomStream(seed: UInt64(seed))
      return WassersteinDistance.ofDraws(
        (0..<400).map { _ in random.normal() }, mean: 0, deviation: 1)
    }
    let mean = distances.reduce(0, +) / 200
    // The chance of absolute Brownian bridges: √(2/π) times an integral of their deviations.
    let constant =
      (2 / Double.pi).squareRoot()
      * midpointIntegral(from: -12, to: 12) {
        (NormalDistribution.cumulative($0) * NormalDistribution.cumulative(-$0)).squareRoot()
      }
    #expect(disagreement(WassersteinDistance.ofChance(drawCount: 1), constant) < 1e-4)
    #expect(disagreement(mean, constant / 20) < 0.06)
  }
}

/// The definitions (Vehtari et al., 2021), without a thought for speed.
private struct SlowSummary {
  let rHat: Double
  let bulk: Double
  let tail: Double

  init(_ chains: [[Double]]) {
    let halves = chains.flatMap { chain -> [[Double]] in
      let half = chain.count / 2
      return [Array(chain.prefix(half)), Array(chain.suffix(half))]
    }
    let all = chains.joined().sorted()
    let quantile = { (level: Double) -> Double in
      let place = level * Double(all.count - 1)
      let low = Int(place.rounded(.down))
      return all[low] * (1 - place + Double(low))
        + (low + 1 < all.count ? all[low + 1] * (place - Double(low)) : 0)
    }
    let median = quantile(0.5)
    let folded = halves.map { $0.map { abs($0 - median) } }
    rHat = [halves, folded].map { Self.rHat(Self.scores($0)) }.max() ?? .nan
    bulk = Self.sampleSize(Self.scores(halves))
    tail =
      [0.05, 0.95].map { level in
        Self.sampleSize(halves.map { $0.map { $0 <= quantile(level) ? 1.0 : 0 } })
      }.min() ?? .nan
  }

  private static func scores(_ chains: [[Double]]) -> [[Double]] {
    let all = Array(chains.joined())
    return chains.map { chain in
      chain.map { value in
        let below = all.count { $0 < value }
        let equal = all.count { $0 == value }
        let rank = Double(below) + Double(equal + 1) / 2
        return NormalDistribution.quantile((rank - 3.0 / 8) / (Double(all.count) + 0.25))
      }
    }
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  private static func rHat(_ chains: [[Double]]) -> Double {
    let n = Double(chains[0].count)
    let within = chains.map(variance).reduce(0, +) / Double(chains.count)
    let between = n * variance(chains.map { $0.reduce(0, +) / n })
    return (((n - 1) / n * within + between / n) / within).squareRoot()
  }

  private static func sampleSize(_ chains: [[Double]]) -> Double {
    let (m, n) = (chains.count, chains[0].count)
    let means = chains.map { $0.reduce(0, +) / Double(n) }
    let within = chains.map(variance).reduce(0, +) / Double(m)
    let total = Double(n - 1) / Double(n) * within + variance(means)
    let rho = (0..<n).map { lag -> Double in
      guard lag > 0 else { return 1 }
      let covariance =
        zip(chains, means).map { chain, mean in
          (0..<n - lag).map { (chain[$0] - mean) * (chain[$0 + lag] - mean) }.reduce(0, +)
            / Double(n)
        }.reduce(0, +) / Double(m)
      return 1 - (within - covariance) / total
    }
    var pairs = stride(from: 0, to: n - 1, by: 2).map { rho[$0] + rho[$0 + 1] }
    pairs = Array(pairs.prefix { $0 > 0 })
    for index in pairs.indices.dropFirst() { pairs[index] = min(pairs[index], pairs[index - 1]) }
    let count = Double(m * n)
    return count / max(2 * pairs.reduce(0, +) - 1, 1 / .log10(count))
  }
}
