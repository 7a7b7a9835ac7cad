/// The intervals of a histogram, with round edges, and how many values lie in each.
package struct HistogramCounts: Hashable, Sendable {
  /// The edges of the intervals, ascending, one more than there are intervals.
  package let edges: [Double]
  /// The edges as text, with a common note.
  let labels: TickLabels
  /// The values in each interval, for each group; the last interval includes its upper edge.
  package let counts: [[Int]]

  /// The most intervals in a file: as many as a picture of 80 columns has.
  static let exportLimit = 18

  /// Chooses the intervals by the rule of Freedman and Diaconis, at least five and at most `limit`
  /// of them, and widens them to a round number.
  package init?(_ histogram: Histogram, limit: Int, glyphs: GlyphLevel = .braille) {
    let values = histogram.groups.map { Histogram.drawn($0.values) }
    let sorted = values.flatMap { $0 }.sorted()
    guard let domain = AxisDomain(sorted) else { return nil }
    let span = domain.upper - domain.lower
    let wished = Self.freedmanDiaconisWidth(sorted).map { span / $0 } ?? 5
    let count = min(max(wished, 5), Double(max(5, limit)))
    let ticks = Self.edges(covering: domain, count: count, limit: max(5, limit))
    edges = ticks.values
    labels = TickLabels(ticks, ascii: glyphs == .ascii)
    guard edges.count > 1 else { return nil }
    counts = values.map { [edges] in Self.count($0, between: edges) }
  }

  /// `2 IQR n^(−1/3)`, or nothing where half of the values are equal.
  private static func freedmanDiaconisWidth(_ sorted: [Double]) -> Double? {
    func quantile(_ p: Double) -> Double {
      let place = p * Double(sorted.count - 1)
      let low = Int(place)
      let high = min(low + 1, sorted.count - 1)
      return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
    }
    let width = 2 * (quantile(0.75) - quantile(0.25)) * power(Double(sorted.count), -1.0 / 3)
    return width > 0 ? width : nil
  }

  /// Multiples of the smallest round number that keeps within the limit.
  private static func edges(covering domain: AxisDomain, count: Double, limit: Int) -> DecimalTicks
  {
    let width = (domain.upper - domain.lower) / count
    let decade = Int(decimalLogarithm(width).rounded(.down)) - 1
    let candidates = (0...2).flatMap { shift in
      [10, 15, 20, 25, 30, 40, 50, 60, 80].map { (mantissa: $0, exponent: decade + shift) }
    }
    for (mantissa, exponent) in candidates {
      let unit = Double(mantissa) * power(10, Double(exponent))
      let first = (domain.lower / unit + 1e-9).rounded(.down)
      let last = max((domain.upper / unit - 1e-9).rounded(.up), first + 1)
      guard unit >= 0.9 * width, last - first <= Double(limit), abs(first) < 1e15 else { continue }
      return DecimalTicks(
        multiples: (Int(first)...Int(last)).map { $0 * mantissa }, exponent: exponent)
    }
    return DecimalTicks(multiples: [], exponent: 0)
  }

  private static func count(_ values: [Double], between edges: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: edges.count - 1)
    let width = (edges[edges.count - 1] - edges[0]) / Double(counts.count)
    for value in values {
      var bin = min(max(Int((value - edges[0]) / width), 0), counts.count - 1)
      if bin > 0, value < edges[bin] { bin -= 1 }
      if bin < counts.count - 1, value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return counts
  }
}
