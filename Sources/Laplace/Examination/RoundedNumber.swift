import RealModule

extension Double {
  /// The number with three significant digits, as sentences tell it: `0.0123`, `1230`, `1.2e-7`.
  var inWords: String {
    guard isFinite, self != 0 else { return isFinite ? "0" : "\(self)" }
    let exponent = Int(Double.log10(abs(self)).rounded(.down))
    guard (-4...8).contains(exponent) else { return inPowerOfTen(exponent) }
    return decimal(digits: 2 - exponent)
  }

  /// `1.2e-7`.
  private func inPowerOfTen(_ exponent: Int) -> String {
    // In two steps, since the power itself may be out of range.
    let half = exponent / 2
    let mantissa = self / .pow(10, Double(half)) / .pow(10, Double(exponent - half))
    return "\(mantissa.decimal(digits: 2))e\(exponent)"
  }

  /// The number rounded to some decimal digits.
  private func decimal(digits: Int) -> String {
    // Powers of ten up to 22 are exact, so that the quotient is the number nearest to the decimal.
    let power = Double.pow(10, Double(abs(digits)))
    let rounded =
      digits >= 0
      ? (self * power).rounded() / power : (self / power).rounded() * power
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }
}

extension Int {
  /// The number with the word it counts: `1 unit`, `2 units`.
  func of(_ word: String) -> String { "\(self) \(word)\(self == 1 ? "" : "s")" }
}
