/// Numbers as text: the same on every machine and in every locale.
public enum NumberFormat {
  /// The number with so many significant digits and no trailing zeros.
  ///
  /// Digits before the point are never lost below a million: 12345.6 is `12346`. Smaller than
  /// 0.001 or from a million on the number is written with an exponent, as `1.25e-4`.
  public static func formatted(_ x: Double, significant: Int = 4) -> String {
    guard let exact = DecimalDigits(x) else { return nonFinite(x) }
    let count = max(1, significant)
    let rounded = exact.rounded(keeping: count)
    guard (-3..<6).contains(rounded.exponent) else { return rounded.scientific }
    let whole = exact.rounded(keeping: max(count, exact.exponent + 1))
    return whole.positional(decimals: whole.decimals)
  }

  /// The number with exactly so many digits behind the point, with a plus sign if wished.
  public static func fixed(_ x: Double, decimals: Int, signed: Bool = false) -> String {
    guard let digits = DecimalDigits(x) else { return nonFinite(x) }
    let text = digits.positional(decimals: max(0, decimals))
    return signed && !text.hasPrefix("-") ? "+" + text : text
  }

  /// The shortest text that reads back as the same number; whole numbers have no point.
  public static func shortest(_ x: Double) -> String {
    guard let digits = DecimalDigits(x) else { return nonFinite(x) }
    guard (-4..<16).contains(digits.exponent) else { return digits.scientific }
    return digits.positional(decimals: digits.decimals)
  }

  /// A power of ten: `10⁻⁴`, or `1e-4` where only ASCII may be written.
  public static func power(ofTen exponent: Int, ascii: Bool = false) -> String {
    ascii ? "1e\(exponent)" : "10" + superscript(exponent)
  }

  /// A factor to be read off an axis: `×10³`, or `x1e3` where only ASCII may be written.
  static func factor(ofTen exponent: Int, ascii: Bool) -> String {
    (ascii ? "x" : "×") + power(ofTen: exponent, ascii: ascii)
  }

  private static func superscript(_ number: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let digits = String(number.magnitude).compactMap(\.wholeNumberValue).map { raised[$0] }
    return (number < 0 ? "⁻" : "") + String(digits)
  }

  private static func nonFinite(_ x: Double) -> String {
    x.isNaN ? "nan" : x < 0 ? "-inf" : "inf"
  }
}
