import Diagnostics
import MonteCarlo
import Parallelism
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<8 as Range<UInt64>

/// Draws of the No-U-Turn Sampler against densities whose moments are known.
@Suite struct SamplerTests {
  private func chains<Density: LogDensity>(
    of density: Density, _ options: SamplerOptions
  ) throws -> MarkovChains {
    var random = RandomStream(seed: options.seed &+ 100)
    return try MarkovChains(
      of: density,
      from: (0..<options.chainCount).map { _ in
        (0..<density.dimension).map { _ in random.normal() }
      }, options: options)
  }

  @Test(
    "means, covariances and quantiles of a Gaussian are met within Monte-Carlo errors",
    arguments: seeds)
  func gaussian(seed: UInt64) throws {
    let density = GaussianDensity(dimension: 4, seed: seed)
    let covariance = density.covariance
    let chains = try chains(of: density, .test(seed: seed))
    for i in 0..<4 {
      let summary = ChainSummary(chains.values(of: i))
      let deviation = covariance[i, i].squareRoot()
      #expect(summary.rHat < 1.02)
      #expect(summary.bulkSampleSize > 300 && summary.tailSampleSize > 300)
      #expect(abs(summary.moments.mean - density.mean[i]) < 4.5 * summary.moments.meanError)
      #expect(abs(summary.moments.deviation - deviation) < 4.5 * summary.moments.deviationError)
      // Errors are those of a few hundred to a few thousand independent draws.
      #expect(summary.moments.meanError < 0.06 * deviation)
      #expect(summary.moments.meanError > 0.005 * deviation)
      for level in [0.05, 0.25, 0.9] {
        let limit = density.mean[i] + deviation * NormalDistribution.quantile(level)
        let share = MeanEstimate(chains.values(of: i).map { $0.map { $0 <= limit ? 1 : 0 } })
        #expect(abs(share.mean - level) < 4.5 * share.error)
      }
      for j in 0..<i {
        let products = zip(chains.values(of: i), chains.values(of: j)).map { x, y in
          zip(x, y).map { ($0 - density.mean[i]) * ($1 - density.mean[j]) }
        }
        let estimate = MeanEstimate(products)
        #expect(abs(estimate.mean - covariance[i, j]) < 4.5 * estimate.error)
      }
    }
    #expect(chains.chains.allSatisfy { $0.divergenceCount == 0 && $0.truncationCount == 0 })
    // Step sizes were found for about the acceptance aimed at; rather shorter than longer.
    #expect(chains.chains.allSatisfy { $0.acceptance > 0.65 && $0.acceptance < 0.99 })
  }

  @Test("the log densities of the draws are those of a chi-square distribution", arguments: seeds)
  func energies(seed: UInt64) throws {
    let density = GaussianDensity(dimension: 5, seed: seed)
    let chains = try chains(of: density, .test(seed: seed))
    let top = density.evaluated(at: density.mean).logDensity
    let squares = MeanEstimate(chains.chains.map { $0.logDensities.map { 2 * (top - $0) } })
    #expect(abs(squares.mean - 5) < 4.5 * squares.error)
  }

  @Test("a banana has the moments that quadrature gives it", arguments: 0..<12 as Range<UInt64>)
  func banana(seed: UInt64) throws {
    // x ~ N(0, 1) and y | x ~ N(x², 1), so that E y = 1 and E y² = 3 + 1: with steps short enough for the
    // bends far out.
    let density = PlainDensity(dimension: 2) { p in
      let bend = p[1] - p[0] * p[0]
      return -0.5 * p[0] * p[0] - 0.5 * bend * bend
    }
    var options = SamplerOptions.test(draws: 2000, seed: seed)
    options.targetAcceptance = 0.95
    let chains = try chains(of: density, options)
    let weight = { (x: Double) in Double.exp(-0.5 * x * x) }
    let total = midpointIntegral(from: -9, to: 9, weight)
    let mean = midpointIntegral(from: -9, to: 9) { weight($0) * $0 * $0 } / total
    let square =
      midpointIntegral(from: -9, to: 9) { weight($0) * (.pow($0, 4) + 1) } / total
    let y = chains.values(of: 1)
    let first = MeanEstimate(y)
    let second = MeanEstimate(y.map { $0.map { $0 * $0 } })
    #expect(abs(first.mean - mean) < 4.5 * first.error)
    #expect(abs(second.mean - square) < 4.5 * second.error)
    #expect(first.error < 0.1)
  }

  @Test(
    "a heavy tail has the quantiles that quadrature gives it", arguments: 0..<4 as Range<UInt64>)
  func student(seed: UInt64) throws {
    let density = PlainDensity(dimension: 1) { -3 * .log(1 + $0[0] * $0[0] / 5) }
    let chains = try chains(of: density, .test(draws: 2000, seed: seed))
    let mass = { (low: Double, high: Double) in
      midpointIntegral(from: low, to: high) { Double.pow(1 + $0 * $0 / 5, -3) }
    }
    for limit in [0.5, 1.5, 3.0] {
      let expected = mass(-limit, limit) / mass(-300, 300)
      let share = MeanEstimate(chains.values(of: 0).map { $0.map { abs($0) <= limit ? 1 : 0 } })
      #expect(abs(share.mean - expected) < 4.5 * share.error + 1e-4)
    }
  }

  @Test("a funnel's neck loses energy, and that is said")
  func funnel() throws {
    // v ~ N(0, 3²), x ~ N(0, eᵛ): no step size suits both ends (Neal, 2003).
    let density = PlainDensity(dimension: 10) { p in
      p.dropFirst().reduce(-p[0] * p[0] / 18 - 4.5 * p[0]) {
        $0 - 0.5 * $1 * $1 * .exp(-p[0])
      }
    }
    let chains = try chains(of: density, .test(seed: 1))
    let divergences = chains.chains.reduce(0) { $0 + $1.divergenceCount }
    let neck = ChainSummary(chains.values(of: 0))
    #expect(divergences > 0 || neck.rHat > 1.01 || neck.bulkSampleSize < 400)
  }

  @Test("the same seed gives the same draws on one thread and on several, another one others")
  func determinism() throws {
    let density = GaussianDensity(dimension: 3, seed: 5)
    let threads = ThreadBudget.threads
    defer { ThreadBudget.use(threads: threads) }
    ThreadBudget.use(threads: 1)
    let one = try chains(of: density, .test(draws: 50, seed: 3)).draws
    ThreadBudget.use(threads: 4)
    let four = try chains(of: density, .test(draws: 50, seed: 3)).draws
    #expect(one == four)
    #expect(one.shape == [200, 3])
    #expect(try chains(of: density, .test(draws: 50, seed: 4)).draws != one)
  }

  @Test("a stop keeps the draws that all chains have, or says that there are too few")
  func cancellation() throws {
    let density = GaussianDensity(dimension: 3, seed: 5)
    let stop = Cancellation()
    let options = SamplerOptions.test(draws: 400, chains: 2, seed: 3)
    // 700 transitions of the 1600: where a single thread runs them, the second chain has none yet.
    let threads = ThreadBudget.threads
    defer { ThreadBudget.use(threads: threads) }
    ThreadBudget.use(threads: 1)
    #expect(throws: Cancelled.self) {
      try MarkovChains(
        of: density, from: [[0, 0, 0], [1, 1, 1]], options: options, cancellation: stop,
        progress: Progress { if $0.done == 700 { stop.cancel() } })
    }
    let late = Cancellation()
    let partial = try MarkovChains(
      of: density, from: [[0, 0, 0], [1, 1, 1]], options: options, cancellation: late,
      progress: Progress { if $0.done == 1500 { late.cancel() } })
    #expect(partial.isPartial && partial.drawCount == 300)
    let whole = try MarkovChains(of: density, from: [[0, 0, 0], [1, 1, 1]], options: options)
    #expect(!whole.isPartial)
    #expect(partial.values(of: 2) == whole.values(of: 2).map { Array($0[..<300]) })
  }

  @Test("settings that give no chains are refused, and so are places without a density")
  func refusals() throws {
    let density = GaussianDensity(dimension: 1, seed: 1)
    for change in [
      { (options: inout SamplerOptions) in options.drawCount = 3 },
      { (options: inout SamplerOptions) in options.warmUpCount = 0 },
    ] {
      var options = SamplerOptions()
      change(&options)
      #expect(throws: MonteCarloError.self) {
        try MarkovChains(of: density, from: [[0]], options: options)
      }
    }
    let nowhere = PlainDensity(dimension: 1) { _ in .nan }
    #expect(throws: MonteCarloError.noStart(chain: 1)) {
      try MarkovChains(of: nowhere, from: [[1]], options: .test(seed: 0))
    }
  }
}
