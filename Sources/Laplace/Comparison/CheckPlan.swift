import MonteCarlo
import Parallelism

/// What a comparison with the posterior itself would cost, from the measured time of a gradient and a
/// short trial of a chain.
public struct CheckPlan: Equatable, Sendable {
  /// The most weights that chains run over: their mass matrix is dense, and takes P² operations a step.
  public static let weightLimit = 1000
  /// The most memory that draws may take, in bytes.
  public static let memoryLimit = 1 << 30
  /// The number P of weights.
  public let weightCount: Int
  /// The gradients that all chains would take together, about.
  public let gradientCount: Int
  /// The time of one gradient.
  public let gradientSeconds: Double
  /// The memory that the draws take, in bytes.
  public let bytes: Int
  /// The chains that run at the same time.
  private let parallelChains: Int

  /// The seconds that the gradients take, about.
  public var seconds: Double {
    Double(gradientCount) * gradientSeconds / Double(parallelChains)
  }

  /// The plan of a comparison: a chain is tried from a start.
  init<Density: LogDensity>(_ density: Density, at start: [Double], _ options: CheckOptions) {
    let sampler = options.sampler
    weightCount = density.dimension
    var draws = sampler.chainCount * (sampler.warmUpCount + sampler.drawCount)
    if options.integratesEvidence {
      let rungs = options.integration
      draws +=
        rungs.intervalCount * rungs.sampler.chainCount
        * (rungs.sampler.warmUpCount + rungs.sampler.drawCount)
    }
    let perDraw = MarkovChain.gradientsPerDraw(
      of: density, from: density.evaluated(at: start), options: sampler)
    gradientCount = Int((perDraw * Double(draws)).rounded())
    bytes = 8 * density.dimension * sampler.chainCount * sampler.drawCount
    parallelChains = max(1, min(ThreadBudget.threads, sampler.chainCount))
    let clock = ContinuousClock()
    let times = (0..<5).map { _ in
      clock.measure { _ = density.evaluated(at: start) } / .seconds(1)
    }
    gradientSeconds = times.min() ?? 0
  }

  /// Refuses what is too large for the options.
  func check(_ options: CheckOptions) throws(CheckError) {
    guard bytes <= Self.memoryLimit else {
      throw .tooLarge(bytes: bytes, limit: Self.memoryLimit)
    }
    if let limit = options.timeLimit, seconds > limit {
      throw .tooLong(
        seconds: seconds, limit: limit, gradients: gradientCount, gradientSeconds: gradientSeconds)
    }
  }
}
