import RealModule

extension Double {
  /// The number with three significant digits, as sentences tell it: `0.0123`, `1230`, `1.2e-07`.
  var inWords: String {
    guard isFinite, self != 0 else { return isFinite ? "0" : "\(self)" }
    let digits = 2 - Int(Double.log10(abs(self)).rounded(.down))
    // Powers of ten up to 22 are exact, so that the quotient is the number nearest to the decimal.
    let power = Double.pow(10, Double(min(22, abs(digits))))
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
