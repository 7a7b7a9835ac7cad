extension JSONReader {
  /// A number in the grammar of JSON.
  ///
  /// `-? (0 | [1-9] [0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  mutating func number() throws(JSONFlaw) -> JSONValue {
    let start = position
    _ = skip("-")
    if !skip("0") { try digits(expecting: position == start ? "a value" : "a digit") }
    var isWhole = true
    if skip(".") {
      isWhole = false
      try digits(expecting: "a digit")
    }
    if skip("e") || skip("E") {
      isWhole = false
      _ = skip("+") || skip("-")
      try digits(expecting: "a digit")
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw .numberOutOfRange(byte: start + 1)
    }
    return .number(number)
  }

  private mutating func digits(expecting expected: String) throws(JSONFlaw) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw unexpected(expected) }
  }
}
