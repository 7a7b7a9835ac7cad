import Tensors

/// The rows of a data set in pieces, for one epoch after another.
///
/// Every row comes once in an epoch; the last batch holds what is left over.
public struct Batches: Equatable, Sendable {
  /// The order of the rows within an epoch.
  public enum Order: Equatable, Sendable {
    /// The order of the data set.
    case sequential
    /// A new order in every epoch, drawn from the seed and the number of the epoch.
    case shuffled(seed: UInt64)
  }

  /// The number of rows.
  public let count: Int
  /// The number of rows in every batch but the last.
  public let size: Int
  /// The order of the rows.
  public let order: Order

  /// Batches of the given size, which must be positive.
  public init(count: Int, size: Int, order: Order = .sequential) throws(DatasetError) {
    guard size > 0 else { throw .setting("batch", requirement: "1 or more") }
    self.count = count
    self.size = size
    self.order = order
  }

  /// The number of batches in an epoch.
  public var batchCount: Int { count / size + (count % size == 0 ? 0 : 1) }

  /// The rows of every batch of an epoch.
  public func rows(inEpoch epoch: Int) -> [[Int]] {
    let rows = order(inEpoch: epoch)
    return (0..<batchCount).map { batch in
      Array(rows[batch * size..<min(count, batch * size + min(size, count))])
    }
  }

  private func order(inEpoch epoch: Int) -> [Int] {
    guard case .shuffled(let seed) = order else { return Array(0..<count) }
    // The odd factor spreads the epochs over the seeds, so that seed 1, epoch 1 is not seed 2,
    // epoch 0 (Steele and Vigna, 2021, table of multipliers).
    let spread = UInt64(truncatingIfNeeded: epoch) &* 0xD134_2543_DE82_EF95
    var random = RandomStream(seed: seed ^ spread)
    return random.permutation(count)
  }
}

extension Dataset {
  /// The examples of every batch of an epoch.
  public func batches(_ batches: Batches, inEpoch epoch: Int) -> [Dataset] {
    batches.rows(inEpoch: epoch).map(selecting)
  }
}
