/// Which numbers an argument allows.
public struct NumberRule: Hashable, Sendable {
  /// The smallest number allowed.
  public var minimum = -Double.infinity
  /// The largest number allowed.
  public var maximum = Double.infinity
  /// Whether the minimum itself is allowed.
  public var includesMinimum = true
  /// Whether only whole numbers are allowed.
  public var isWhole = false
  /// What the number counts.
  public var quantity = Quantity.plain

  /// Any number.
  public static let any = NumberRule()
  /// Numbers above zero.
  public static let positive = NumberRule(minimum: 0, includesMinimum: false)
  /// Zero and above.
  public static let nonNegative = NumberRule(minimum: 0)
  /// Whole numbers.
  public static let integer = NumberRule(isWhole: true)
  /// Whole numbers from 1.
  public static let count = NumberRule(minimum: 1, isWhole: true)
  /// Whole numbers from 0.
  public static let index = NumberRule(minimum: 0, isWhole: true)
  /// Numbers from 0 to 1, which may be written in percent.
  public static let fraction = NumberRule(minimum: 0, maximum: 1, quantity: .fraction)
  /// A time above zero, in seconds.
  public static let duration = NumberRule(
    minimum: 0, includesMinimum: false, quantity: .duration)

  /// The same numbers, counting something.
  public func of(_ quantity: Quantity) -> NumberRule {
    var rule = self
    rule.quantity = quantity
    return rule
  }

  /// The numbers from one to another, both allowed.
  public static func between(_ minimum: Double, _ maximum: Double) -> NumberRule {
    NumberRule(minimum: minimum, maximum: maximum)
  }
}

extension NumberRule {
  /// Beyond this not every whole number exists as a Double.
  private static let largestWhole = 0x1p53

  /// Whether a number is allowed.
  public func allows(_ number: Double) -> Bool {
    guard number.isFinite, number <= maximum else { return false }
    guard includesMinimum ? number >= minimum : number > minimum else { return false }
    return !isWhole || (number == number.rounded() && abs(number) <= Self.largestWhole)
  }

  /// The allowed numbers in a sentence: `a number above 0`, `a whole number from 1 to 9`.
  public var phrase: String { (isWhole ? "a whole number" : "a number") + limits }

  /// The allowed numbers when there are several: `numbers above 0`.
  var pluralPhrase: String { (isWhole ? "whole numbers" : "numbers") + limits }

  private var limits: String {
    let low = Printer.text(of: minimum)
    let high = Printer.text(of: maximum)
    switch (minimum.isFinite, maximum.isFinite) {
    case (false, false): return ""
    case (true, false): return (includesMinimum ? " of at least " : " above ") + low
    case (false, true): return " of at most " + high
    case (true, true):
      return includesMinimum ? " from \(low) to \(high)" : " above \(low), at most \(high)"
    }
  }
}
