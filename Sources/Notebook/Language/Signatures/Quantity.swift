/// What a number counts, and so which units may follow it.
public enum Quantity: Hashable, Sendable {
  /// Nothing in particular; thousands and millions may be abbreviated.
  case plain
  /// A part of a whole.
  case fraction
  /// A time; a bare number means seconds.
  case duration
  /// Passes over the data.
  case epochs
  /// Rows of a data set.
  case rows
  /// Memory; a bare number means mebibytes.
  case memory
  /// A distance in standard deviations.
  case deviations
  /// Information; a bare number means nats.
  case information

  /// What each unit is worth in the unit of a bare number.
  public var units: [(unit: NumberUnit, factor: Double)] {
    switch self {
    case .plain: [(.thousand, 1e3), (.million, 1e6)]
    case .fraction: [(.percent, 0.01)]
    case .duration: [(.seconds, 1), (.milliseconds, 1e-3), (.minutes, 60)]
    case .epochs: [(.epochs, 1), (.thousand, 1e3), (.million, 1e6)]
    case .rows: [(.rows, 1), (.thousand, 1e3), (.million, 1e6)]
    case .memory: [(.mebibytes, 1)]
    case .deviations: [(.standardDeviations, 1)]
    case .information: [(.nats, 1), (.bits, 0.693_147_180_559_945_3)]
    }
  }

  /// What a number is worth with the unit behind it; nil if the unit does not fit.
  public func value(of number: Double, in unit: NumberUnit?) -> Double? {
    guard let unit else { return number }
    guard let factor = units.first(where: { $0.unit == unit })?.factor else { return nil }
    // Division keeps round figures round: 7% is 0.07.
    return factor < 1 && (1 / factor).rounded() * factor == 1
      ? number / (1 / factor).rounded() : number * factor
  }
}
