import Parallelism
import RealModule
import Tensors

/// A chain of draws from a density by the No-U-Turn Sampler.
public struct MarkovChain: Sendable {
  /// The draws after the warm-up, one in each row: (draws, n).
  public internal(set) var draws: Tensor<Double>
  /// `log p` at each of them.
  public let logDensities: [Double]
  /// The trajectories among them whose energy was lost: what they would have explored is missing.
  public let divergenceCount: Int
  /// The trajectories among them that were cut short at the maximum depth.
  public let truncationCount: Int
  /// The gradients computed, warm-up included.
  public let gradientCount: Int
  /// The mean acceptance statistic of the draws.
  public let acceptance: Double
  /// The time ε of a leapfrog step that the warm-up found.
  public let stepSize: Double

  /// A chain from a start; shorter, or empty, when stopped.
  ///
  /// `tell` is called after each transition.
  init<Density: LogDensity>(
    of density: Density, from start: DensityPoint, options: SamplerOptions,
    using random: inout RandomStream, cancellation: Cancellation, tell: () -> Void
  ) {
    var run = ChainRun(density, start, options, cancellation)
    run.warmUp(using: &random, tell: tell)
    var draws: [Double] = []
    var logDensities: [Double] = []
    var (divergences, truncations, acceptances) = (0, 0, 0.0)
    while logDensities.count < options.drawCount, let next = run.transition(using: &random) {
      draws += next.point.position
      logDensities.append(next.point.logDensity)
      divergences += next.isDivergent ? 1 : 0
      truncations += next.isTruncated ? 1 : 0
      acceptances += next.acceptance
      tell()
    }
    self.draws = Tensor(shape: [logDensities.count, density.dimension], scalars: draws)
    self.logDensities = logDensities
    divergenceCount = divergences
    truncationCount = truncations
    acceptance = acceptances / Double(max(1, logDensities.count))
    gradientCount = run.gradientCount
    stepSize = run.stepSize
  }
}

extension MarkovChain {
  /// The gradients that a draw takes, about: the mean over the later half of a short warm-up from a start.
  ///
  /// The trial ends after 40 transitions, or after the one that reaches 4000 gradients.
  public static func gradientsPerDraw<Density: LogDensity>(
    of density: Density, from start: DensityPoint, options: SamplerOptions
  ) -> Double {
    var random = RandomStream(seed: options.seed)
    var run = ChainRun(density, start, options, Cancellation())
    let counts = run.trialCounts(transitions: 40, gradientLimit: 4000, using: &random)
    let later = counts.suffix((counts.count + 1) / 2)
    return Double(later.reduce(0, +)) / Double(max(1, later.count))
  }
}

/// A chain under way.
private struct ChainRun<Density: LogDensity> {
  private var sampler: NoUTurnSampler<Density>
  private var point: DensityPoint
  private let options: SamplerOptions
  private let cancellation: Cancellation
  private(set) var gradientCount = 0

  init(
    _ density: Density, _ start: DensityPoint, _ options: SamplerOptions,
    _ cancellation: Cancellation
  ) {
    sampler = NoUTurnSampler(
      density: density, stepSize: 1,
      inverseMasses: [Double](repeating: 1, count: density.dimension),
      maximumDepth: options.maximumDepth)
    point = start
    self.options = options
    self.cancellation = cancellation
  }

  var stepSize: Double { sampler.stepSize }

  mutating func transition(
    using random: inout RandomStream
  ) -> NoUTurnSampler<Density>.Transition? {
    let next = sampler.transition(from: point, using: &random, cancellation: cancellation)
    if let next {
      point = next.point
      gradientCount += next.stepCount
    }
    return next
  }

  mutating func warmUp(using random: inout RandomStream, tell: () -> Void) {
    let schedule = WarmUpSchedule(count: options.warmUpCount)
    var search = newSearch(using: &random)
    var variance = RunningVariance(dimension: point.position.count)
    for draw in 0..<options.warmUpCount {
      guard let next = transition(using: &random) else { return }
      sampler.stepSize = search.next(after: next.acceptance)
      if schedule.learning.contains(draw) { variance.add(point.position) }
      if schedule.windowEnds.contains(draw + 1) {
        sampler.inverseMasses = variance.shrunken
        variance = RunningVariance(dimension: point.position.count)
        sampler.stepSize = search.averaged
        search = newSearch(using: &random)
      }
      tell()
    }
    sampler.stepSize = search.averaged
  }

  /// The gradients of each transition of a warm-up for the step size alone.
  mutating func trialCounts(
    transitions: Int, gradientLimit: Int, using random: inout RandomStream
  ) -> [Int] {
    var search = newSearch(using: &random)
    var counts: [Int] = []
    while counts.count < transitions, gradientCount < gradientLimit,
      let next = transition(using: &random)
    {
      sampler.stepSize = search.next(after: next.acceptance)
      counts.append(next.stepCount)
    }
    return counts
  }

  private mutating func newSearch(using random: inout RandomStream) -> DualAveraging {
    sampler.stepSize = sampler.roughStepSize(
      at: point, target: options.targetAcceptance, using: &random)
    return DualAveraging(from: sampler.stepSize, target: options.targetAcceptance)
  }
}
