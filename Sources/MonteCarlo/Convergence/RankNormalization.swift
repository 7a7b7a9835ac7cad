import Diagnostics

/// Draws replaced by what normal draws of the same ranks would be: `Φ⁻¹((r - 3/8)/(S + 1/4))`, r the rank
/// among all S draws of all chains, equal ones sharing their mean rank (Vehtari et al., 2021).
///
/// What is made of them exists whatever the moments of the draws are.
enum RankNormalization {
  static func normalized(_ chains: [[Double]]) -> [[Double]] {
    let values = chains.flatMap(\.self)
    let order = values.indices.sorted { values[$0] < values[$1] }
    var scores = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // The mean of the ranks start + 1 … end.
      let rank = Double(start + 1 + end) / 2
      let score = NormalDistribution.quantile((rank - 0.375) / (Double(values.count) + 0.25))
      for place in start..<end { scores[order[place]] = score }
      start = end
    }
    var next = 0
    return chains.map { chain in
      defer { next += chain.count }
      return Array(scores[next..<next + chain.count])
    }
  }
}
