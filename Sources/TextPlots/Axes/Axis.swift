/// A place on an axis with its label.
package struct Tick: Hashable, Sendable {
  /// The number.
  package let value: Double
  /// The number as text, to be read with the axis' note.
  package let label: String
}

/// An axis laid out along a number of cells.
package struct Axis: Hashable, Sendable {
  /// Whether the axis runs along a row or a column of cells.
  package enum Direction: Hashable, Sendable {
    /// From left to right.
    case horizontal
    /// From the bottom to the top.
    case vertical
  }

  /// The numbers covered.
  package let domain: AxisDomain
  /// The number of cells.
  package let length: Int
  /// The direction of increasing numbers.
  package let direction: Direction
  /// The labelled ticks, in ascending order.
  package private(set) var ticks: [Tick] = []
  /// Ticks without labels.
  package private(set) var minorTicks: [Double] = []
  /// A factor or an offset common to all labels.
  package private(set) var note = ""
  private let dots: Int

  /// Lays out an axis with the ticks that are legible on it.
  package init(
    _ domain: AxisDomain, length: Int, direction: Direction, glyphs: GlyphLevel = .braille
  ) {
    self.domain = domain
    self.length = max(0, length)
    self.direction = direction
    dots = self.length * (direction == .horizontal ? 2 : glyphs.dotRows)
    guard self.length > 1 else { return }
    let isASCII = glyphs == .ascii
    if domain.scale == .log10, domain.span >= 2 {
      placeDecades(ascii: isASCII)
    } else {
      placeDecimalTicks(ascii: isASCII)
    }
  }

  /// The place of a number in dots from the left or from the top, not rounded, perhaps outside.
  package func dot(of value: Double) -> Double? {
    guard dots > 1, let fraction = domain.fraction(of: value) else { return nil }
    let place = (direction == .horizontal ? fraction : 1 - fraction) * Double(dots - 1)
    return Self.settled(min(max(place, -1e9), 1e9))
  }

  /// A place halfway between two dots up to rounding errors, as exactly halfway: a mean in the middle of its
  /// band, which sets the ends of the axis, is to fall on the same dot on every machine.
  private static func settled(_ place: Double) -> Double {
    let halfway = place.rounded(.down) + 0.5
    return abs(place - halfway) < 1e-6 ? halfway : place
  }

  /// The cell of a number, or nothing if it lies outside.
  package func cell(of value: Double) -> Int? {
    guard domain.contains(value), let dot = dot(of: value) else { return nil }
    return min(max(Int(dot.rounded()) * length / dots, 0), length - 1)
  }

  /// The one of the axis' equal pieces, a cell each, in which a number lies, or nothing if it lies
  /// outside; numbers are points of the axis here, not dots on it.
  func piece(of value: Double) -> Int? {
    guard length > 0, domain.contains(value), let fraction = domain.fraction(of: value) else {
      return nil
    }
    let piece = min(max(Int(fraction * Double(length) + 1e-9), 0), length - 1)
    return direction == .horizontal ? piece : length - 1 - piece
  }

  /// The number of ticks to aim for.
  private var target: Int {
    direction == .horizontal ? min(max(length / 10, 3), 9) : min(max((length + 1) / 3, 3), 7)
  }

  /// Whether labels at these numbers keep apart: two blanks along a row, a row of its own in a
  /// column.
  private func isLegible(_ values: [Double], _ labels: [String]) -> Bool {
    guard Set(labels).count == labels.count else { return false }
    var end = -2
    var rows: Set<Int> = []
    for (value, label) in zip(values, labels) {
      guard label.count <= TickLabels.widthLimit, let cell = cell(of: value) else { return false }
      switch direction {
      case .vertical: guard rows.insert(cell).inserted else { return false }
      case .horizontal:
        let start = cell - label.count / 2
        guard start >= end + 2 || end == -2 else { return false }
        end = start + label.count
      }
    }
    return true
  }

  private mutating func placeDecimalTicks(ascii: Bool) {
    guard
      let chosen = domain.scale == .log10 && domain.span >= 0.7
        ? roundTicks(ascii: ascii) : linearTicks(ascii: ascii)
    else { return }
    let labels = TickLabels(chosen, ascii: ascii)
    ticks = zip(chosen.values, labels.texts).map(Tick.init)
    note = labels.note
  }

  private func linearTicks(ascii: Bool) -> DecimalTicks? {
    WilkinsonSearch.ticks(in: domain.lower...domain.upper, target: target) { candidate in
      let values = candidate.values
      let labels = TickLabels(candidate, ascii: ascii)
      guard isLegible(values, labels.texts) else { return nil }
      return values.contains(0) || values.contains(1) ? 1 : 0.8
    }
  }

  /// Ticks at 1, 2 and 5 times the powers of ten, or fewer where these do not fit.
  private func roundTicks(ascii: Bool) -> DecimalTicks? {
    let lowest = Int(domain.lengths.lowerBound.rounded(.down))
    for factors in [[1, 2, 5], [1, 3], [1]] {
      let multiples = [1, 10, 100, 1000].flatMap { decade in factors.map { $0 * decade } }
        .filter {
          DecimalTicks(multiples: [$0], exponent: lowest).values.allSatisfy(domain.contains)
        }
      guard !multiples.isEmpty else { continue }
      let candidate = DecimalTicks(multiples: multiples, exponent: lowest)
      let labels = TickLabels(candidate, ascii: ascii)
      if isLegible(candidate.values, labels.texts) { return candidate }
    }
    return linearTicks(ascii: ascii)
  }

  /// Ticks at powers of ten, every s-th one if there are many, with unlabelled ones at 2 and 5.
  private mutating func placeDecades(ascii: Bool) {
    let first = Int((domain.lengths.lowerBound - 1e-9).rounded(.up))
    let last = Int((domain.lengths.upperBound + 1e-9).rounded(.down))
    let room = direction == .horizontal ? length / 7 : length / 2
    for step in [1, 2, 3, 5, 10, 20, 50, 100, 200, 500]
    where Int(domain.span) / step + 1 <= max(2, room) {
      let exponents = (first...last).filter { $0.isMultiple(of: step) }
      let candidates = exponents.compactMap { exponent in
        Double("1e\(exponent)").map {
          Tick(value: $0, label: NumberFormat.power(ofTen: exponent, ascii: ascii))
        }
      }
      guard isLegible(candidates.map(\.value), candidates.map(\.label)) else { continue }
      ticks = candidates
      if step == 1 { placeMinorTicks(decades: first - 1...last) }
      return
    }
  }

  private mutating func placeMinorTicks(decades: ClosedRange<Int>) {
    guard direction == .horizontal, Double(length) / domain.span >= 8 else { return }
    minorTicks = decades.flatMap { decade in [2, 5].compactMap { Double("\($0)e\(decade)") } }
      .filter(domain.contains)
  }
}
