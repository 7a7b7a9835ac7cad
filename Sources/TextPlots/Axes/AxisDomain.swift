/// The numbers that an axis covers.
package struct AxisDomain: Hashable, Sendable {
  /// How numbers are mapped to lengths.
  package let scale: AxisScale
  /// The number at the left or lower end.
  package let lower: Double
  /// The number at the right or upper end.
  package let upper: Double
  private let start: Double
  private let end: Double

  /// The domain of some numbers, or nothing if none of them has a place on the scale.
  ///
  /// Each side is padded by a fraction of the span. A single number `v` gets
  /// `v ± max(1e-12, 5 % of |v|)`.
  package init?(_ values: some Sequence<Double>, scale: AxisScale = .linear, padding: Double = 0) {
    var lengths: ClosedRange<Double>?
    for case let length? in values.lazy.map(scale.transformed) {
      lengths =
        lengths.map { min($0.lowerBound, length)...max($0.upperBound, length) }
        ?? length...length
    }
    guard let lengths else { return nil }
    self.init(lengths: lengths, scale: scale, padding: padding)
  }

  /// The numbers from 0 to 1.
  static let unit = AxisDomain(lengths: 0...1, scale: .linear, padding: 0)

  private init(lengths: ClosedRange<Double>, scale: AxisScale, padding: Double) {
    self.scale = scale
    let (low, high) = (lengths.lowerBound, lengths.upperBound)
    let magnitude = max(abs(low), abs(high))
    if high - low < max(AxisScale.smallest, 1e-12 * magnitude) {
      let margin =
        scale == .log10 ? decimalLogarithm(1.05) : max(1e-12, 0.05 * magnitude)
      (start, end) = (low - margin, high + margin)
    } else {
      let margin = padding * (high - low)
      (start, end) = (low - margin, high + margin)
    }
    (lower, upper) = (scale.value(at: start), scale.value(at: end))
  }

  /// The length of the domain in the scale's own unit: a difference, or decades.
  var span: Double { end - start }

  /// The ends in the scale's own unit.
  var lengths: ClosedRange<Double> { start...end }

  /// Where a number lies, 0 at the lower end and 1 at the upper one; nothing if it has no place.
  package func fraction(of value: Double) -> Double? {
    scale.transformed(value).map { ($0 - start) / (end - start) }
  }

  /// Whether a number lies on the axis, allowing for rounding.
  func contains(_ value: Double) -> Bool {
    fraction(of: value).map { (-1e-9...1 + 1e-9).contains($0) } ?? false
  }
}
