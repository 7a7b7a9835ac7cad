import RealModule
import Tensors

/// The rows of a data set, dealt out to parts by chance.
///
/// Every row lies in one part at most; within a part the rows keep their order. Fractions that sum
/// to less than 1 leave rows over.
public struct Split: Equatable, Sendable {
  /// The rows of each part.
  public let parts: [[Int]]

  /// Deals out rows in the given fractions.
  public init(count: Int, fractions: [Double], seed: UInt64) throws(DatasetError) {
    try self.init(groups: [Array(0..<count)], fractions: fractions, seed: seed)
  }

  /// Deals out the rows of each class in the given fractions, so that all parts have the classes in
  /// the proportions of the whole.
  public init(
    labels: [Int], classCount: Int, fractions: [Double], seed: UInt64
  ) throws(DatasetError) {
    var groups = [[Int]](repeating: [], count: classCount)
    for (row, label) in labels.enumerated() { groups[label].append(row) }
    try self.init(groups: groups, fractions: fractions, seed: seed)
  }

  private init(groups: [[Int]], fractions: [Double], seed: UInt64) throws(DatasetError) {
    try checkFractions(fractions)
    var random = RandomStream(seed: seed)
    var parts = [[Int]](repeating: [], count: fractions.count)
    for group in groups {
      let order = random.permutation(group.count)
      var start = 0
      for (part, size) in largestRemainders(group.count, fractions).enumerated() {
        parts[part] += order[start..<start + size].map { group[$0] }
        start += size
      }
    }
    if let empty = parts.firstIndex(where: \.isEmpty) {
      throw .emptyPart(fraction: fractions[empty], count: groups.reduce(0) { $0 + $1.count })
    }
    self.parts = parts.map { $0.sorted() }
  }
}

extension Dataset {
  /// Splits the examples by chance into parts of the given fractions.
  ///
  /// A stratified split keeps the proportions of the classes in every part; targets that are not
  /// classes have no strata, and are split as a whole.
  public func split(
    fractions: [Double], stratified: Bool = false, seed: UInt64
  ) throws(DatasetError) -> [Dataset] {
    let split =
      if stratified, case .classes(let labels, let classCount) = targets {
        try Split(labels: labels, classCount: classCount, fractions: fractions, seed: seed)
      } else {
        try Split(count: count, fractions: fractions, seed: seed)
      }
    return split.parts.map(selecting)
  }
}

/// Whole numbers near `count * fraction`, by the method of largest remainders: each quota is rounded
/// down, and what is missing from the rounded total goes to the largest remainders, the first first.
func largestRemainders(_ count: Int, _ fractions: [Double]) -> [Int] {
  let quotas = fractions.map { Double(count) * $0 }
  var sizes = quotas.map { Int($0.rounded(.down)) }
  let total = min(count, Int(quotas.reduce(0, +).rounded()))
  let byRemainder = fractions.indices.sorted {
    let left = quotas[$0] - Double(sizes[$0])
    let right = quotas[$1] - Double(sizes[$1])
    return left > right || left == right && $0 < $1
  }
  for index in byRemainder.prefix(max(0, total - sizes.reduce(0, +))) { sizes[index] += 1 }
  return sizes
}

private func checkFractions(_ fractions: [Double]) throws(DatasetError) {
  // 0.7 + 0.2 + 0.1 is not 1 in binary.
  let tolerance = 1e-9
  let inRange = fractions.allSatisfy { $0 > 0 && $0 <= 1 }
  guard !fractions.isEmpty, inRange, fractions.reduce(0, +) <= 1 + tolerance else {
    throw .setting("fractions", requirement: "above 0, with a sum of at most 1")
  }
}
