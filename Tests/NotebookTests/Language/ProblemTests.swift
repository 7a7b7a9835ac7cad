import Notebook
import Testing

@Suite struct ProblemTests {
  @Test(
    "a line that cannot be read says where and why",
    arguments: [
      ("fit ^", .unexpectedCharacter, "^"), ("show \"abc", .unterminatedText, "\"abc"),
      ("fit [1,2", .unclosedBracket, "["), ("fit 1]", .unclosedBracket, "]"),
      ("fit (", .expectedValue, "("), ("| fit", .expectedCommand, "|"),
      ("5 fit", .expectedCommand, "5"), ("fit on=", .expectedValue, "on="),
      ("fit []", .expectedValue, "[]"), ("fit [1,]", .expectedValue, "]"),
      ("fit 5foo", .malformedNumber, "5foo"), ("fit 1e999", .malformedNumber, "1e999"),
      ("fit 3~~", .malformedNumber, "3~~"), ("a.b = fit", .malformedName, "a.b"),
      ("log = fit", .malformedName, "log"), ("fit p1~", .malformedName, "p1~"),
      ("fit @x", .malformedName, "@x"), ("d1, d1 = fit", .malformedName, "d1"),
      ("g x=1..", .malformedRange, "1.."), ("g x=-1..1 log", .malformedRange, "-1..1 log"),
      ("g x=0..1 0", .malformedRange, "0..1 0"), ("g 0..1 step 0", .malformedRange, "0"),
      ("g 0..1 step 1e-9", .malformedRange, "0..1 step 1e-9"),
      ("g 1s..2k", .wrongUnit, "1s..2k"), (#"g "\q""#, .unknownEscape, #"\q"#),
      ("!ls", .shellCommand, "!"),
    ] as [(String, ProblemCode, String)])
  func syntaxProblems(source: String, code: ProblemCode, place: String) throws {
    let problem = try #require(throws: Problem.self) { try Parser.lines(of: source) }
    #expect(problem.code == code)
    let range = try #require(problem.range)
    #expect(String(Array(source)[range]) == place)
  }

  @Test("a problem is shown in four lines, the caret under its word")
  func fourLines() throws {
    let source = "grid p1 perc=1e-4..1e4 log 21"
    let line = try #require(try Parser.lines(of: source).first)
    let binder = Binder(catalogue: ExampleCatalogue.catalogue, session: ExampleSession())
    let problem = try #require(throws: Problem.self) { try binder.bind(line) }
    #expect(
      problem.lines(source: source, label: "[7] ", offersTab: true) == [
        "[7] grid p1 perc=1e-4..1e4 log 21",
        "            ^^^^",
        "✗ E204 grid has no option 'perc'. Did you mean 'prior' (λ, prior precision)?",
        "  Tab replaces it · help grid",
      ])
  }

  @Test("the caret counts cells, not characters")
  func wideCharacters() {
    let problem = Problem(.unknownObject, "No.", at: 7..<9)
    #expect(
      problem.lines(source: "fit 变量 d9\nfit m1").prefix(2) == ["fit 变量 d9", "         ^^"])
  }

  @Test("of a long line a part around the problem is shown", arguments: [0, 40, 500, 995])
  func longLines(start: Int) {
    let source = String(repeating: "abcde", count: 200)
    let problem = Problem(.unknownObject, "No.", at: start..<(start + 5))
    let lines = problem.lines(source: source)
    #expect(lines[0].count <= 80)
    let caret = lines[1].prefix { $0 == " " }.count
    #expect(lines[0].dropFirst(caret).hasPrefix("abcde"))
    #expect(lines[1].hasSuffix(" ^^^^^") || lines[1] == "^^^^^")
  }

  @Test("warnings have another sign than errors")
  func warnings() {
    #expect(Problem(.partialResult, "3 of 21 failed.").description == "! W120 3 of 21 failed.")
    #expect(Problem(.notFinite, "Overflow.").description == "✗ N311 Overflow.")
  }

  @Test("every code has a form of its own and a meaning", arguments: ProblemCode.allCases)
  func codes(code: ProblemCode) {
    #expect(code.rawValue.wholeMatch(of: /[EWN][0-9]{3}/) != nil)
    #expect(code.meaning.hasSuffix("."))
  }
}
