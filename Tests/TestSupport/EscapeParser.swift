/// Cuts the bytes for a terminal into characters, controls and sequences (ECMA-48, §5).
struct EscapeParser {
  enum Piece: Equatable {
    case scalar(Unicode.Scalar)
    /// A control byte.
    case control(UInt8)
    /// Escape, intermediate bytes and a final one.
    case escape(String)
    /// A control sequence: `?` or another mark, the numbers, and what ends it.
    case sequence(mark: Character?, numbers: [Int], final: String)
    /// An operating system command, without its end.
    case command(String)
  }

  private enum State {
    case ground
    case escape
    case sequence
    case command
    case commandEnd
  }

  private var state = State.ground
  private var held: [UInt8] = []

  /// Takes a byte, and gives the piece that it completes.
  mutating func take(_ byte: UInt8) -> Piece? {
    switch state {
    case .ground: return text(byte)
    case .escape: return afterEscape(byte)
    case .sequence:
      held.append(byte)
      return (0x40...0x7E).contains(byte) ? end(sequence) : nil
    case .command:
      if byte == 0x07 { return end(.command(String(decoding: held, as: UTF8.self))) }
      if byte == 0x1B { state = .commandEnd } else { held.append(byte) }
      return nil
    case .commandEnd: return end(.command(String(decoding: held, as: UTF8.self)))
    }
  }

  private mutating func end(_ piece: Piece) -> Piece {
    state = .ground
    held = []
    return piece
  }

  /// Letters of several bytes are held until they are whole; what is no letter becomes U+FFFD.
  private mutating func text(_ byte: UInt8) -> Piece? {
    if byte == 0x1B { state = .escape }
    if byte < 0x80 {
      held = []
      if byte == 0x1B { return nil }
      return byte < 0x20 || byte == 0x7F
        ? .control(byte) : .scalar(Unicode.Scalar(byte))
    }
    held.append(byte)
    let length = held[0] >= 0xF0 ? 4 : held[0] >= 0xE0 ? 3 : held[0] >= 0xC2 ? 2 : 1
    guard held.count >= length else { return nil }
    let scalars = String(decoding: held, as: UTF8.self).unicodeScalars
    held = []
    return .scalar(scalars.first ?? "\u{FFFD}")
  }

  private mutating func afterEscape(_ byte: UInt8) -> Piece? {
    if held.isEmpty, byte == UInt8(ascii: "[") {
      state = .sequence
      return nil
    }
    if held.isEmpty, byte == UInt8(ascii: "]") {
      state = .command
      return nil
    }
    held.append(byte)
    let isIntermediate = (0x20...0x2F).contains(byte)
    return isIntermediate ? nil : end(.escape(String(decoding: held, as: UTF8.self)))
  }

  private var sequence: Piece {
    let first = held.first ?? 0
    let mark = (0x3C...0x3F).contains(first) ? Character(Unicode.Scalar(first)) : nil
    let body = held.dropFirst(mark == nil ? 0 : 1)
    let parameters = body.prefix { (0x30...0x3F).contains($0) }
    let fields = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    return .sequence(
      mark: mark,
      numbers: parameters.isEmpty
        ? [] : fields.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 },
      final: String(decoding: body.dropFirst(parameters.count), as: UTF8.self))
  }
}
