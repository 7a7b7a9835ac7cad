/// A finite number as decimal digits: `± d₀.d₁d₂… · 10^exponent`.
///
/// The digits are those of the shortest decimal that reads back as the same number, so rounding
/// treats `0.15` as the reader does, not as its binary neighbour.
struct DecimalDigits {
  var isNegative: Bool
  /// Without leading or trailing zeros; empty for zero.
  var digits: [UInt8]
  /// The power of ten of the first digit.
  var exponent: Int

  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value.sign == .minus
    digits = []
    var scale = 0
    var pointSeen = false
    let text = value.magnitude.description
    let mantissa = text.prefix { $0 != "e" }
    for byte in mantissa.utf8 {
      guard let digit = Self.digit(byte) else {
        pointSeen = true
        continue
      }
      digits.append(digit)
      if !pointSeen { scale += 1 }
    }
    exponent = scale - 1 + (Int(text.dropFirst(mantissa.count + 1)) ?? 0)
    normalize()
  }

  /// The number `integer · 10^scale`.
  init(integer: Int, scale: Int) {
    isNegative = integer < 0
    digits = String(integer.magnitude).utf8.compactMap(Self.digit)
    exponent = digits.count - 1 + scale
    normalize()
  }

  /// The same number with only its first digits, rounded half away from zero.
  func rounded(keeping count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var result = self
    guard count >= 0 else {
      result.digits = []
      return result
    }
    let roundsUp = digits[count] >= 5
    result.digits.removeSubrange(count...)
    if roundsUp { result.increment() }
    result.normalize()
    return result
  }

  /// The same number with so many digits behind the point.
  func rounded(decimals: Int) -> DecimalDigits { rounded(keeping: exponent + 1 + decimals) }

  /// The decimals needed to write every digit.
  var decimals: Int { digits.isEmpty ? 0 : max(0, digits.count - 1 - exponent) }

  /// Written out with a fixed count of decimals; zero has no sign.
  func positional(decimals: Int) -> String {
    let rounded = rounded(decimals: decimals)
    var text = rounded.isNegative && !rounded.digits.isEmpty ? "-" : ""
    for place in stride(from: max(0, rounded.exponent), through: -decimals, by: -1) {
      if place == -1 { text += "." }
      text += String(rounded.digit(at: place))
    }
    return text
  }

  /// Written as `1.25e-4`.
  var scientific: String {
    var text = isNegative ? "-" : ""
    text += String(digit(at: exponent))
    if digits.count > 1 { text += "." + digits.dropFirst().map(String.init).joined() }
    return text + "e\(exponent)"
  }

  private func digit(at place: Int) -> UInt8 {
    let index = exponent - place
    return digits.indices.contains(index) ? digits[index] : 0
  }

  /// Adds one in the last kept place.
  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      exponent += 1
    }
  }

  private mutating func normalize() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? byte - UInt8(ascii: "0") : nil
  }
}
