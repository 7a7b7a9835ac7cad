/// How Markov chains are run.
public struct SamplerOptions: Equatable, Sendable {
  /// The number of chains.
  public var chainCount = 4
  /// The draws that each chain keeps.
  public var drawCount = 1000
  /// The draws before them, in which step size and masses are found, and which are not kept.
  public var warmUpCount = 500
  /// The seed; each chain has a stream of its own.
  public var seed: UInt64 = 0
  /// The mean acceptance statistic that the step size is made for.
  public var targetAcceptance = 0.8
  /// The most often that a trajectory is doubled.
  public var maximumDepth = 10

  /// Four chains of 1000 draws.
  public init() {}

  /// Refuses numbers that no chains can be run or judged with.
  public func check() throws(MonteCarloError) {
    for (name, value, minimum) in [
      ("chains", chainCount, 1), ("draws", drawCount, Self.fewestDraws),
      ("warmup", warmUpCount, 20),
    ] where value < minimum {
      throw .invalidSetting(name: name, value: value, minimum: minimum)
    }
  }

  /// The fewest draws of a chain that can be judged: halves of them have a variance and a few lags.
  public static let fewestDraws = 8
}
