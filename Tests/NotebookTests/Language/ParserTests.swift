import Notebook
import Testing

@Suite struct ParserTests {
  @Test(
    "the commands of the language can be read", arguments: FortyCommands.lines)
  func commandsAreRead(line: String) throws {
    let lines = try Parser.lines(of: line)
    #expect(lines.count == 1)
    #expect(try Parser.lines(of: lines.map(Printer.text(of:)).joined(separator: "\n")) == lines)
  }

  @Test("a line has names, stages, options, ranges and switches where they were written")
  func partsOfLine() throws {
    let text = "p1 = fit m1 prior=1e-4..1e4 log 21 +grad | json out.json"
    let line = try #require(try Parser.lines(of: text).first)
    let characters = Array(text)
    #expect(line.names.map(\.text) == ["p1"])
    #expect(line.stages.map { $0.verb?.text } == ["fit", "json"])
    let arguments = line.stages[0].arguments
    #expect(
      arguments.map { String(characters[$0.range]) }
        == ["m1", "prior=1e-4..1e4 log 21", "+grad"])
    #expect(line.stages[1].arguments == [.value(Value(.path("out.json")))])
    #expect(String(characters[line.stages[1].range]) == "json out.json")
  }

  @Test(
    "values are what they look like",
    arguments: [
      ("-4", .number(-4, unit: nil)), (".5", .number(0.5, unit: nil)),
      ("20%", .number(20, unit: .percent)), ("2min", .number(2, unit: .minutes)),
      ("1e3k", .number(1000, unit: .thousand)), ("-var", .descending("var")),
      ("two-moons", .word("two-moons")), ("λ", .word("λ")), ("0.weight", .word("0.weight")),
      ("train.x", .word("train.x")), ("2d.csv", .path("2d.csv")), ("../a", .path("../a")),
      ("-", .path("-")), ("a.csv~", .path("a.csv~")), ("p1~2", .noun(.previous("p1", steps: 2))),
      ("@5", .noun(.cell(5))), ("_", .noun(.last)), ("true", .boolean(true)),
      ("auto", .automatic), (#""a\"b\u{e9}""#, .text("a\"bé")), ("'it\\'s'", .text("it's")),
      (
        "[4, 8,\n3]",
        .list([4, 8, 3].map { Value(.number($0, unit: nil)) })
      ),
      ("-4..-.5", .range(NumberRange(-4, -0.5))),
      ("1..2k log", .range(NumberRange(1, 2, unit: .thousand, spacing: .logarithmic(count: nil)))),
      ("0..1 11", .range(NumberRange(0, 1, spacing: .automatic(count: 11)))),
      ("0..1 step 0.05", .range(NumberRange(0, 1, spacing: .step(0.05)))),
    ] as [(String, Value.Content)])
  func values(text: String, content: Value.Content) throws {
    let line = try #require(try Parser.lines(of: "show x=" + text).first)
    #expect(line.stages[0].arguments == [.option(Name("x"), Value(content))])
  }

  @Test("words after a range belong to it only if they can")
  func wordsAfterRange() throws {
    let line = try #require(try Parser.lines(of: "grid x=1..2 y=3..4 lin 5 log=1 6").first)
    #expect(
      line.stages[0].arguments == [
        .option(Name("x"), Value(.range(NumberRange(1, 2)))),
        .option(
          Name("y"), Value(.range(NumberRange(3, 4, spacing: .linear(count: 5))))),
        .option(Name("log"), Value(.number(1, unit: nil))),
        .value(Value(.number(6, unit: nil))),
      ])
  }

  @Test("values separated by commas are a list, with or without brackets")
  func commaLists() throws {
    #expect(
      try Parser.lines(of: "load a.csv y=u,v p1, p2 n=3")
        == Parser.lines(of: "load a.csv y=[u,v] [p1,p2] n=3"))
  }

  @Test("empty lines and comments say nothing", arguments: ["", " \n;; # a comment\n", "# x | y"])
  func emptyLines(source: String) throws {
    #expect(try Parser.lines(of: source).isEmpty)
  }

  @Test(
    "open brackets and a last pipe ask for more",
    arguments: [
      ("fit subset=subnet(k=1,", true), ("grid [p1,", true), ("g1 |", true), ("fit", false),
      ("fit [1]]", false), ("x = ", true), ("fit on=", false), ("", false), ("show \"a", false),
    ])
  func unfinishedLines(source: String, isUnfinished: Bool) {
    #expect(Parser.isUnfinished(source) == isUnfinished)
  }

  @Test("no text, however odd, is more than a problem", arguments: 0..<300)
  func oddTextsAreProblems(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "[", "]", "(", ")", "=", "|", ",", ";", "..", "+", "-", "@", "~", "\"", "'", "\\", "#", "\n",
      "p1", "1e", "5", "1e999", "%", "log", "step", "λ", "\u{301}", "👩‍🔬", " ", "!", "_", "\r\n",
    ]
    let text = random.list(0...25) { $0.pick(pieces) }.joined()
    do throws(Problem) {
      _ = try Parser.lines(of: text)
    } catch {
      #expect(error.range.map { 0...text.count ~= $0.upperBound } ?? false, "\(text)")
      #expect((2...4).contains(error.lines(source: text, label: "[1] ").count))
    }
  }

  @Test("deep brackets are refused, not followed")
  func deepBrackets() {
    let text = "show " + String(repeating: "[", count: 100_000)
    #expect(throws: Problem.self) { try Parser.lines(of: text) }
  }
}
