import Parallelism
import Synchronization
import Tensors

/// Several independent chains of draws from one density, all of the same length.
public struct MarkovChains: Sendable {
  /// The chains.
  public private(set) var chains: [MarkovChain]
  /// Whether the chains were stopped before their last draw.
  public let isPartial: Bool

  /// The draws of each chain.
  public var drawCount: Int { chains[0].draws.shape[0] }

  /// Runs a chain from each start, chains in parallel; the draws do not depend on the number of threads.
  ///
  /// A start where the density is not finite is drawn towards the origin until it is. Stopping keeps the
  /// draws that all chains have finished; it throws `Cancelled` where they are too few to be judged.
  public init<Density: LogDensity>(
    of density: Density, from starts: [[Double]], options: SamplerOptions,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    try options.check()
    let points = try starts.enumerated().map { try Self.start($1, chain: $0 + 1, of: density) }
    let total = starts.count * (options.warmUpCount + options.drawCount)
    let counter = DrawCounter(total: total, progress: progress)
    let chains = Parallel.map(starts.count) { index in
      var random = RandomStream(seed: options.seed, stream: UInt64(index + 1))
      return MarkovChain(
        of: density, from: points[index], options: options, using: &random,
        cancellation: cancellation, tell: counter.count)
    }
    let shortest = chains.map(\.logDensities.count).min() ?? 0
    guard shortest >= SamplerOptions.fewestDraws else { throw Cancelled() }
    isPartial = shortest < options.drawCount
    self.chains = chains.map { chain in
      var chain = chain
      chain.draws = chain.draws.slice(0..<shortest)
      return chain
    }
  }

  /// The chains with each matrix of draws, of shape (draws, n), replaced by what a function makes of it.
  public func mapped(_ transform: (Tensor<Double>) -> Tensor<Double>) -> MarkovChains {
    var copy = self
    for index in copy.chains.indices { copy.chains[index].draws = transform(chains[index].draws) }
    return copy
  }

  /// All draws, those of the first chain first: (chains · draws, n).
  public var draws: Tensor<Double> { .concatenated(chains.map(\.draws)) }

  /// The draws of a coordinate, a list for each chain.
  public func values(of coordinate: Int) -> [[Double]] {
    chains.map { chain in
      let width = chain.draws.shape[1]
      return (0..<chain.draws.shape[0]).map { chain.draws.scalars[$0 * width + coordinate] }
    }
  }

  /// Numbers that stand for all draws, in their order, as a list for each chain.
  public func byChain(_ numbers: [Double]) -> [[Double]] {
    chains.indices.map { Array(numbers[$0 * drawCount..<($0 + 1) * drawCount]) }
  }

  private static func start<Density: LogDensity>(
    _ position: [Double], chain: Int, of density: Density
  ) throws(MonteCarloError) -> DensityPoint {
    var position = position
    for _ in 0..<20 {
      let point = density.evaluated(at: position)
      if point.logDensity.isFinite, point.gradient.allSatisfy(\.isFinite) { return point }
      position = position.map { 0.5 * $0 }
    }
    throw .noStart(chain: chain)
  }
}

/// Counts the draws of chains that run at the same time, and reports them in order.
final class DrawCounter: Sendable {
  private let done = Mutex(0)
  private let total: Int
  private let progress: Progress

  init(total: Int, progress: Progress) {
    self.total = total
    self.progress = progress
  }

  /// Notes one more draw.
  func count() {
    done.withLock { done in
      done += 1
      progress.report(done, of: total)
    }
  }
}
