import Foundation
import Notebook
import Testing

@Suite struct JSONWriterTests {
  @Test("objects keep their order, on one line")
  func order() {
    let value: JSONValue = [
      "kind": "grid", "b": 1, "a": [1.5, true, .null, "x"], "empty": [:], "none": [],
    ]
    #expect(
      JSONWriter.line(value)
        == #"{"kind":"grid","b":1,"a":[1.5,true,null,"x"],"empty":{},"none":[]}"#)
  }

  @Test("what is not a number is null")
  func notFinite() {
    let numbers = JSONValue.numbers([1, .nan, .infinity, -.infinity, 1e300, -0.25])
    #expect(JSONWriter.line(numbers) == "[1,null,null,null,1e+300,-0.25]")
  }

  @Test("numbers and texts read back as they were", arguments: 0..<100)
  func readBack(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let number = Double(bitPattern: random.next())
    let pieces = ["a", "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1f}", "é", "🧪", "\u{2028}", "/"]
    let text = random.list(0...9) { $0.pick(pieces) }.joined()
    let line = JSONWriter.line([
      "text": .text(text), "number": .number(number), "integer": .integer(Int(seed)),
    ])
    #expect(!line.contains("\n"))
    struct Record: Decodable {
      let text: String
      let number: Double?
      let integer: Int
    }
    let record = try JSONDecoder().decode(Record.self, from: Data(line.utf8))
    #expect(Array(record.text.unicodeScalars) == Array(text.unicodeScalars))
    #expect(record.number == (number.isFinite ? number : nil))
    #expect(record.integer == seed)
  }
}
