/// Keys that a terminal reports by their code and modifiers, turned into what terminals have always
/// sent for them.
nonisolated enum LegacyKey {
  /// The meaning of a Unicode code pressed with Shift (1), Alt (2) and Control (4).
  static func meaning(code: Int, modifiers: Int) -> KeyUnit.Meaning {
    switch code {
    case 13: return modifiers == 0 ? .legacy([Byte.carriageReturn]) : .event(.alternateEnter)
    case 27: return .event(.escape)
    case 9 where modifiers & 1 == 1: return .legacy(Array("\u{1B}[Z".utf8))
    default:
      guard let bytes = bytes(code: code, modifiers: modifiers) else { return .unknown }
      return .legacy(modifiers & 2 == 2 ? [Byte.escape] + bytes : bytes)
    }
  }

  private static func bytes(code: Int, modifiers: Int) -> [UInt8]? {
    if modifiers & 4 == 4 { return controlByte(code).map { [$0] } }
    let privateUse = 0xE000...0xF8FF
    guard !privateUse.contains(code),
      let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
    else { return nil }
    let text = String(scalar)
    return Array((modifiers & 1 == 1 ? text.uppercased() : text).utf8)
  }

  /// Control clears the upper bits of the letters and of their neighbours `@[\]^_`.
  private static func controlByte(_ code: Int) -> UInt8? {
    switch code {
    case 0x20: 0
    case 0x40...0x5F, 0x61...0x7A: UInt8(code & 0x1F)
    default: nil
    }
  }
}
