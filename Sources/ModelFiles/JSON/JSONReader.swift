/// A strict reader of JSON (RFC 8259): nothing but JSON passes, names within an object differ, and
/// the nesting is limited, so that no text can exhaust the stack.
package struct JSONReader {
  private static let depthLimit = 128

  let bytes: [UInt8]
  var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one value of a text, which may have white space around it.
  package static func value(of bytes: [UInt8]) throws(JSONFlaw) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.next == nil else { throw reader.unexpected("the end of the text") }
    return value
  }

  /// The byte at the position, nil at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func unexpected(_ expected: String) -> JSONFlaw {
    .unexpected(byte: position + 1, expected: expected)
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func value() throws(JSONFlaw) -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try nested { reader throws(JSONFlaw) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONFlaw) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONFlaw) -> JSONValue
  ) throws(JSONFlaw) -> JSONValue {
    guard depth < Self.depthLimit else {
      throw .tooDeep(byte: position + 1, limit: Self.depthLimit)
    }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func word(
    _ word: String, _ value: JSONValue
  ) throws(JSONFlaw) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw unexpected("a value") }
    position += word.utf8.count
    return value
  }

  private mutating func array() throws(JSONFlaw) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if skip("]") { return .array([]) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while skip(",")
    guard skip("]") else { throw unexpected("',' or ']'") }
    return .array(elements)
  }

  private mutating func object() throws(JSONFlaw) -> JSONValue {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipSpace()
    if skip("}") { return .object([]) }
    repeat {
      skipSpace()
      let start = position
      guard next == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let name = try string()
      guard names.insert(name).inserted else { throw .duplicateName(name, byte: start + 1) }
      skipSpace()
      guard skip(":") else { throw unexpected("':'") }
      members.append(JSONValue.Member(name: name, value: try value()))
      skipSpace()
    } while skip(",")
    guard skip("}") else { throw unexpected("',' or '}'") }
    return .object(members)
  }
}
