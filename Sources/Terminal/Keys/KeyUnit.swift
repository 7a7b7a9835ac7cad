/// The first whole key at the front of some bytes.
///
/// A key is a scalar, a control byte, Escape with what belongs to it, or a control sequence
/// (ECMA-48 §5.4: `ESC [`, parameters 0x30-0x3F, intermediates 0x20-0x2F, a final 0x40-0x7E).
nonisolated struct KeyUnit: Equatable {
  enum Meaning: Equatable {
    /// A key for readline.
    case key
    /// A key of our own.
    case event(KeyEvent)
    /// Bytes for readline in place of those that came.
    case legacy([UInt8])
    case pasteBegin
    /// Nothing we know.
    case unknown
  }

  let meaning: Meaning
  let length: Int

  /// The longest control sequence that is waited for.
  static let lengthLimit = 64

  /// The unit at the front, or nil if more bytes are needed to tell.
  init?(frontOf bytes: ArraySlice<UInt8>) {
    guard let first = bytes.first else { return nil }
    switch first {
    case Byte.escape:
      guard let unit = Self.afterEscape(bytes) else { return nil }
      self = unit
    case Byte.lineFeed: self.init(.event(.lineFeed), 1)
    case 0x80...:
      guard let length = Self.scalarLength(bytes) else { return nil }
      self.init(length > 0 ? .key : .unknown, max(1, length))
    default: self.init(.key, 1)
    }
  }

  private init(_ meaning: Meaning, _ length: Int) {
    self.meaning = meaning
    self.length = length
  }

  private static func afterEscape(_ bytes: ArraySlice<UInt8>) -> KeyUnit? {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return nil }
    switch second {
    case UInt8(ascii: "["): return controlSequence(bytes)
    case UInt8(ascii: "O"): return singleShift(bytes)
    case Byte.carriageReturn, Byte.lineFeed: return KeyUnit(.event(.alternateEnter), 2)
    case Byte.escape: return KeyUnit(.event(.escape), 1)
    case 0x80...:
      guard let length = scalarLength(rest) else { return nil }
      return KeyUnit(length > 0 ? .key : .unknown, 1 + max(1, length))
    default: return KeyUnit(.key, 2)
    }
  }

  /// `ESC O x`: cursor and function keys, and the keypad's Enter.
  private static func singleShift(_ bytes: ArraySlice<UInt8>) -> KeyUnit? {
    guard let final = bytes.dropFirst(2).first else { return nil }
    switch final {
    case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "F"), UInt8(ascii: "H"):
      return KeyUnit(.key, 3)
    case UInt8(ascii: "P")...UInt8(ascii: "S"):
      return KeyUnit(.event(.function(Int(final) - 0x50 + 1)), 3)
    case UInt8(ascii: "M"): return KeyUnit(.legacy([Byte.carriageReturn]), 3)
    case 0x21...0x7E: return KeyUnit(.unknown, 3)
    default: return KeyUnit(.unknown, 2)
    }
  }

  private static func controlSequence(_ bytes: ArraySlice<UInt8>) -> KeyUnit? {
    let body = bytes.dropFirst(2)
    if body.first == UInt8(ascii: "[") { return consoleFunctionKey(bytes) }
    // The mouse report of X10: `ESC [ M` and three bytes of any value.
    if body.first == UInt8(ascii: "M") { return bytes.count < 6 ? nil : KeyUnit(.unknown, 6) }
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return bytes.count < lengthLimit ? nil : KeyUnit(.unknown, bytes.count)
    }
    let length = end - bytes.startIndex + 1
    // A byte that cannot stand here begins something else.
    guard (0x40...0x7E).contains(bytes[end]) else { return KeyUnit(.unknown, length - 1) }
    if let report = MouseReport(body[..<end], final: bytes[end]) {
      return KeyUnit(.event(.mouse(report)), length)
    }
    return KeyUnit(ControlSequence(body[..<end], final: bytes[end]).meaning, length)
  }

  /// `ESC [ [ A` to `ESC [ [ E`: F1 to F5 of the Linux console.
  private static func consoleFunctionKey(_ bytes: ArraySlice<UInt8>) -> KeyUnit? {
    guard let letter = bytes.dropFirst(3).first else { return nil }
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(letter) else {
      return KeyUnit(.unknown, 3)
    }
    return KeyUnit(.event(.function(Int(letter) - 0x41 + 1)), 4)
  }

  /// The bytes of the scalar at the front: nil if some are missing, 0 if they are no UTF-8.
  private static func scalarLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let lead = bytes.first else { return nil }
    let length =
      switch lead {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    let present = bytes.prefix(length)
    guard present.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return 0 }
    guard present.count == length else { return nil }
    return String(validating: present, as: UTF8.self) == nil ? 0 : length
  }
}

/// Bytes with a meaning of their own.
nonisolated enum Byte {
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  /// Control-Q and Control-V: the next key is text.
  static let quotes: Set<UInt8> = [0x11, 0x16]
  /// Control-X, the prefix of chords.
  static let chordPrefix: UInt8 = 0x18
  static let escape: UInt8 = 0x1B
}
