/// A line cut into strokes along its length, so that lines differ without colour.
struct DashPattern: Hashable {
  /// Lengths in dots: a stroke, a gap, a stroke, …; empty for an unbroken line.
  let lengths: [Double]

  static let solid = DashPattern(lengths: [])
  static let dotted = DashPattern(lengths: [1, 3])

  /// The pattern of a series: solid, 5-4, 1-3, 7-3-1-3, and again from the start.
  static func series(_ index: Int) -> DashPattern {
    let patterns: [[Double]] = [[], [5, 4], [1, 3], [7, 3, 1, 3]]
    return DashPattern(lengths: patterns[index % patterns.count])
  }

  /// Whether there is ink so far along the line.
  func isInk(at arcLength: Double) -> Bool {
    guard !lengths.isEmpty else { return true }
    var rest = arcLength.truncatingRemainder(dividingBy: lengths.reduce(0, +))
    for (index, length) in lengths.enumerated() {
      if rest < length { return index.isMultiple(of: 2) }
      rest -= length
    }
    return false
  }
}
