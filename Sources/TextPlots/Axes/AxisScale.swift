/// How an axis maps numbers to lengths.
public enum AxisScale: String, Hashable, Sendable {
  /// Equal differences take equal lengths.
  case linear
  /// Equal ratios take equal lengths.
  case log10

  /// The largest magnitude that is drawn; sums and differences of drawn numbers stay finite.
  static let largest = 1e307
  /// The smallest number that is drawn on a logarithmic axis, and the smallest span of any.
  static let smallest = 1e-300

  /// The number as a length along the axis, or nothing where it has no place on it.
  func transformed(_ value: Double) -> Double? {
    guard value.isFinite, abs(value) <= Self.largest else { return nil }
    switch self {
    case .linear: return value
    case .log10: return value >= Self.smallest ? decimalLogarithm(value) : nil
    }
  }

  /// The number at a length along the axis.
  func value(at length: Double) -> Double {
    switch self {
    case .linear: length
    case .log10: power(10, length)
    }
  }
}
