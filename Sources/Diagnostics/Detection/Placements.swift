/// The place of every number among those of the other group: how many of them lie on the right side of
/// it, a tie counting one half.
///
/// With the midranks T among all numbers and t within the own group, `T - t` numbers of the other group
/// lie below. The mean of the places is the area under the receiver operating characteristic, and their
/// spread its error: `S_in/n + S_out/m` for the variances S of the places (DeLong, DeLong and
/// Clarke-Pearson, 1988; Sun and Xu, 2014).
struct Placements {
  /// For each number inside, the part of the numbers outside that are larger.
  private let inside: [Double]
  /// For each number outside, the part of the numbers inside that are smaller.
  private let outside: [Double]
  /// The number of pairs in the right order over the number of pairs.
  let area: Double

  init(inside: [Double], outside: [Double]) {
    let ranks = midranks(inside + outside)
    let (n, m) = (inside.count, outside.count)
    self.inside = zip(ranks.prefix(n), midranks(inside)).map { 1 - ($0 - $1) / Double(m) }
    let below = zip(ranks.suffix(m), midranks(outside)).map { $0 - $1 }
    self.outside = below.map { $0 / Double(n) }
    // Counts of halves, whose sum is exact.
    area = below.reduce(0, +) / (Double(n) * Double(m))
  }

  /// The standard error of the area; nil where a group has a single number.
  var standardError: Double? {
    guard inside.count > 1, outside.count > 1 else { return nil }
    return [inside, outside].reduce(0) { sum, places in
      let centre = mean(places)
      let squares = places.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
      return sum + squares / Double(places.count - 1) / Double(places.count)
    }.squareRoot()
  }
}

/// The ranks of numbers from 1, equal ones sharing the mean of theirs.
private func midranks(_ numbers: [Double]) -> [Double] {
  let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
  var ranks = [Double](repeating: 0, count: numbers.count)
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
    for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
    start = end
  }
  return ranks
}
