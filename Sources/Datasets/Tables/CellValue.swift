/// What a cell of a table says.
enum CellValue: Equatable {
  case number(Double)
  case infinite
  case missing
  case text

  /// Reads the bytes of a cell, where a comma may be the decimal point.
  init(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) {
    guard let first = bytes.first else {
      self = .missing
      return
    }
    if Self.numberStarts.contains(first), let number = Self.number(bytes, decimalComma) {
      self = number.isFinite ? .number(number) : .infinite
    } else {
      self = Self.word(bytes)
    }
  }

  /// Whether the cell stands for a number, be it a good one or not.
  var isNumeric: Bool {
    switch self {
    case .number, .infinite: true
    case .missing, .text: false
    }
  }

  private static let numberStarts = Set("+-.,0123456789".utf8)
  private static let letters = Set("xXpPnN".utf8)

  /// A decimal number; what else Swift reads as one (`0x1p4`, `-nan`) is not meant here.
  private static func number(_ bytes: ArraySlice<UInt8>, _ decimalComma: Bool) -> Double? {
    guard bytes.count < 400, !bytes.contains(where: letters.contains) else { return nil }
    guard decimalComma, !bytes.contains(UInt8(ascii: ".")) else {
      return Double(String(decoding: bytes, as: UTF8.self))
    }
    let pointed = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    return Double(String(decoding: pointed, as: UTF8.self))
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> CellValue {
    guard bytes.count <= 9 else { return .text }
    return switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "na", "n/a", "nan", "+nan", "-nan", "?": .missing
    case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity": .infinite
    default: .text
    }
  }
}
