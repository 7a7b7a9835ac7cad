/// The type of the elements of a NumPy array: a number type and a byte order.
struct NumPyElement: Equatable {
  enum Kind: Character {
    case boolean = "b"
    case signed = "i"
    case unsigned = "u"
    case float = "f"
  }

  let kind: Kind
  let byteCount: Int
  private let isBigEndian: Bool

  /// Reads a descriptor such as `<f8`, `>i4` or `|u1`; nil for text, objects and the like.
  init?(descriptor: String) {
    let characters = Array(descriptor)
    guard characters.count == 3, let order = characters.first, "<>|=".contains(order),
      let kind = Kind(rawValue: characters[1]), let byteCount = characters[2].wholeNumberValue
    else { return nil }
    let lengths =
      switch kind {
      case .boolean: [1]
      case .signed, .unsigned: [1, 2, 4, 8]
      case .float: [2, 4, 8]
      }
    guard lengths.contains(byteCount), order != "|" || byteCount == 1 else { return nil }
    self.kind = kind
    self.byteCount = byteCount
    isBigEndian = order == ">"
  }

  /// The element at a position as the nearest Double.
  func number(at position: Int, in bytes: [UInt8]) -> Double {
    let pattern = pattern(at: position, in: bytes)
    return switch kind {
    case .boolean: pattern == 0 ? 0 : 1
    case .unsigned: Double(pattern)
    case .signed: Double(extendingSign(of: pattern))
    case .float: float(pattern)
    }
  }

  /// The element at a position as a whole number, nil when it is none.
  func integer(at position: Int, in bytes: [UInt8]) -> Int? {
    let pattern = pattern(at: position, in: bytes)
    return switch kind {
    case .boolean: pattern == 0 ? 0 : 1
    case .unsigned: Int(exactly: pattern)
    case .signed: Int(extendingSign(of: pattern))
    case .float: Int(exactly: float(pattern))
    }
  }

  private func pattern(at position: Int, in bytes: [UInt8]) -> UInt64 {
    let start = position * byteCount
    var pattern: UInt64 = 0
    for offset in 0..<byteCount {
      let byte = bytes[start + (isBigEndian ? offset : byteCount - 1 - offset)]
      pattern = pattern << 8 | UInt64(byte)
    }
    return pattern
  }

  private func extendingSign(of pattern: UInt64) -> Int64 {
    let unused = 64 - 8 * byteCount
    return Int64(bitPattern: pattern << unused) >> unused
  }

  private func float(_ pattern: UInt64) -> Double {
    switch byteCount {
    case 2: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: pattern)))
    case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern)))
    default: Double(bitPattern: pattern)
    }
  }
}
