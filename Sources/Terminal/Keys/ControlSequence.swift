/// What stands between `ESC [` and the end of a control sequence, and what key it is.
nonisolated struct ControlSequence {
  private let parameters: [Int]
  private let isPrivate: Bool
  private let final: UInt8

  /// The sequence of some parameter bytes and the final byte.
  init(_ body: ArraySlice<UInt8>, final: UInt8) {
    // Reports begin with a sign; keys never do.
    isPrivate = body.first.map { (0x3C...0x3F).contains($0) } ?? false
    let fields = body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    // A colon separates what only extended keyboards add.
    parameters = fields.map { field in
      Int(String(decoding: field.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 0
    }
    self.final = final
  }

  /// Shift 1, Alt 2, Control 4: sent as one more than their sum.
  private func modifiers(at index: Int) -> Int {
    parameters.indices.contains(index) ? max(0, parameters[index] - 1) & 7 : 0
  }

  var meaning: KeyUnit.Meaning {
    guard !isPrivate else { return .unknown }
    switch final {
    case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "F"), UInt8(ascii: "H"),
      UInt8(ascii: "Z"):
      return .key
    case UInt8(ascii: "P")...UInt8(ascii: "S"):
      return function(Int(final) - 0x50 + 1, modifiers: modifiers(at: 1))
    case UInt8(ascii: "~"): return numberedKey
    case UInt8(ascii: "u"):
      return LegacyKey.meaning(code: parameters[0], modifiers: modifiers(at: 1))
    default: return .unknown
    }
  }

  /// `ESC [ number ~`, the keys of the VT220 and what came after them.
  private var numberedKey: KeyUnit.Meaning {
    switch parameters[0] {
    case 1...4, 7, 8: return .key
    case 5: return .event(.pageUp)
    case 6: return .event(.pageDown)
    case 27 where parameters.count == 3:
      return LegacyKey.meaning(code: parameters[2], modifiers: modifiers(at: 1))
    case 200: return .pasteBegin
    case let number:
      guard let index = Self.functionNumbers.firstIndex(of: number) else { return .unknown }
      return function(index + 1, modifiers: modifiers(at: 1))
    }
  }

  /// Terminals without a Shift of their own send F13 and on for the shifted keys.
  private func function(_ number: Int, modifiers: Int) -> KeyUnit.Meaning {
    if number > 12 { return .event(.shiftedFunction(number - 12)) }
    return .event(modifiers & 1 == 1 ? .shiftedFunction(number) : .function(number))
  }

  /// The numbers of F1 to F20, with the gaps that history left.
  private static let functionNumbers =
    [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
}
