import Tensors

/// Some examples of the data, drawn by chance without replacement.
public struct DataSubset: Hashable, Sendable {
  /// The number M of examples.
  public let count: Int
  /// The seed of the draw.
  public let seed: UInt64

  /// So many examples, drawn with a seed.
  public init(count: Int, seed: UInt64 = 0) {
    self.count = count
    self.seed = seed
  }

  /// The places of the drawn examples among N, ascending; all where M is not smaller than N.
  ///
  /// They depend on M, N and the seed alone.
  public func places(in exampleCount: Int) -> [Int] {
    guard count < exampleCount else { return Array(0..<exampleCount) }
    var random = RandomStream(seed: seed)
    return random.permutation(exampleCount).prefix(max(0, count)).sorted()
  }
}
