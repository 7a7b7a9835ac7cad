import Notebook
import Testing

@Suite struct PrinterTests {
  @Test("what is printed reads back as the same syntax", arguments: 0..<400)
  func printedReadsBack(seed: Int) throws {
    var generator = SyntaxGenerator(seed: seed)
    let line = generator.line()
    let text = Printer.text(of: line)
    #expect(try Parser.lines(of: text) == [line], "\(text)")
  }

  @Test("every line of a source reads back, whatever separates them", arguments: 0..<50)
  func separatedLinesReadBack(seed: Int) throws {
    var generator = SyntaxGenerator(seed: seed)
    let lines = (0..<4).map { _ in generator.line() }
    for separator in [";", "\n", "\r\n", " ; # comment\n\n"] {
      let text = lines.map(Printer.text(of:)).joined(separator: separator)
      #expect(try Parser.lines(of: text) == lines)
    }
  }

  @Test(
    "numbers are printed in their shortest form",
    arguments: [(1.0, "1"), (0.1, "0.1"), (1e-5, "1e-05"), (-4, "-4"), (1e16, "1e+16")])
  func shortestNumbers(number: Double, text: String) {
    #expect(Printer.text(of: number) == text)
  }
}
