import ModelFiles
import Tensors
import Testing

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue {
    try JSONReader.value(of: Array(text.utf8))
  }

  @Test("values of every kind are read, objects in order")
  func values() throws {
    let text = " {\"b\" : [1, -2.5e1, true, false, null], \"a\":{}, \"c\" :\t\"x\"}\r\n"
    let expected = JSONValue.object([
      .init(
        name: "b",
        value: .array([.integer(1), .number(-25), .boolean(true), .boolean(false), .null])),
      .init(name: "a", value: .object([])), .init(name: "c", value: .string("x")),
    ])
    #expect(try read(text) == expected)
    #expect(expected["c"] == .string("x") && expected["d"] == nil)
  }

  @Test("escapes, surrogate pairs among them, are read")
  func escapes() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#
    #expect(try read(text) == .string("\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F600}"))
  }

  @Test("whole numbers are integers only when written as such")
  func numbers() throws {
    #expect(try read("9223372036854775807") == .integer(.max))
    #expect(try read("9223372036854775808") == .number(0x1p63))
    #expect(try read("4.0") == .number(4))
    #expect(try read("1e2") == .number(100))
    #expect(try read("-0") == .integer(0))
  }

  @Test(
    "what is not JSON is refused",
    arguments: [
      "", " ", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "+1", ".5",
      "1.", "1e", "-", "tru", "nul", "NaN", "'a'", "\"a", "\"\n\"", #""\x""#, #""\u12g4""#,
      #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, "1 2", "[1 2]", "]", "1e999", "/* */ 1",
    ])
  func malformed(text: String) { #expect(throws: JSONFlaw.self) { try read(text) } }

  @Test("a name that comes twice is refused, however it is written")
  func duplicateNames() {
    #expect(throws: JSONFlaw.duplicateName("a", byte: 9)) {
      try read(#"{"a":1, "\u0061":2}"#)
    }
    #expect(throws: Never.self) { try read(#"{"a":{"a":1}}"#) }
  }

  @Test("deep nesting is refused long before the stack ends", arguments: ["[", "{\"a\":"])
  func nesting(opening: String) {
    let text = String(repeating: opening, count: 200_000)
    #expect(throws: JSONFlaw.tooDeep(byte: 128 * opening.utf8.count + 1, limit: 128)) {
      try read(text)
    }
  }

  @Test("bytes that are not UTF-8 are refused")
  func notUTF8() {
    #expect(throws: JSONFlaw.notUTF8(byte: 1)) {
      try JSONReader.value(of: [0x22, 0xFF, 0x22])
    }
  }

  @Test("a quoted string reads as itself", arguments: 0..<50)
  func quoting(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    var text = ""
    for _ in 0..<20 {
      let range: UInt64 = random.next() % 2 == 0 ? 0x80 : 0x11_0000
      guard let scalar = Unicode.Scalar(UInt32(random.next() % range)) else { continue }
      text.unicodeScalars.append(scalar)
    }
    #expect(try read(text.jsonQuoted) == .string(text))
  }
}
