extension JSONReader {
  /// A string, from its opening quote to its closing one.
  mutating func string() throws(JSONFlaw) -> String {
    let start = position
    position += 1
    var utf8: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw unexpected("a control character written as an escape") }
      position += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &utf8) } else { utf8.append(byte) }
    }
    guard skip("\"") else { throw unexpected("a closing quote") }
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw .notUTF8(byte: start + 1)
    }
    return text
  }

  private mutating func escape(into utf8: inout [UInt8]) throws(JSONFlaw) {
    let escapes: KeyValuePairs<Unicode.Scalar, UInt8> = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 0x08, "f": 0x0C, "n": 0x0A, "r": 0x0D, "t": 0x09,
    ]
    for (letter, byte) in escapes where skip(letter) {
      utf8.append(byte)
      return
    }
    guard skip("u") else { throw unexpected("one of \" \\ / b f n r t u after a backslash") }
    utf8 += String(try escapedScalar()).utf8
  }

  /// The scalar of `\uXXXX`, or of two such escapes that are the halves of a surrogate pair.
  private mutating func escapedScalar() throws(JSONFlaw) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), skip("\\"), skip("u") else {
      throw unexpected("a pair of surrogates")
    }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw unexpected("a pair of surrogates") }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONFlaw) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
