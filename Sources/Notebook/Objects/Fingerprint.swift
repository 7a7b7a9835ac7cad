/// A short name for content: objects with the same content have the same fingerprint.
///
/// It is the 64-bit FNV-1a hash of the bytes (Fowler, Noll and Vo, 1991); receipts show its first four
/// hexadecimal digits.
struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The fingerprint of nothing yet.
  init() {}

  /// The fingerprint that its sixteen hexadecimal digits tell; of nothing if they are none.
  init(_ digits: String) {
    if let value = UInt64(digits, radix: 16) { self.value = value }
  }

  /// Goes on with eight bytes.
  mutating func combine(_ bits: UInt64) {
    var bits = bits
    for _ in 0..<8 {
      value = (value ^ (bits & 0xFF)) &* 0x100_0000_01B3
      bits >>= 8
    }
  }

  /// Goes on with a byte.
  mutating func combine(byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  /// Goes on with numbers.
  mutating func combine(_ numbers: [Double]) {
    for number in numbers { combine(number.bitPattern) }
  }

  /// Goes on with a text.
  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(UInt64(byte)) }
  }

  /// Sixteen hexadecimal digits.
  var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Four hexadecimal digits, enough to tell the objects of a session apart.
  var short: String { String(description.prefix(4)) }
}
