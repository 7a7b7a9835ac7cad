import Notebook
import Testing

@Suite struct CompleterTests {
  private let completer = Completer(
    catalogue: ExampleCatalogue.catalogue, session: ExampleSession())

  /// The texts offered at the mark `^` of a line.
  private func offered(_ marked: String) -> [String] {
    let (line, cursor) = split(marked)
    return completer.completion(of: line, cursor: cursor).candidates.map(\.text)
  }

  private func split(_ marked: String) -> (line: String, cursor: Int) {
    let cursor = Array(marked).firstIndex(of: "^") ?? marked.count
    return (String(marked.filter { $0 != "^" }), cursor)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let line: String
    let texts: [String]
    var testDescription: String { line }

    init(_ line: String, _ texts: String...) {
      self.line = line
      self.texts = texts
    }
  }

  @Test(
    "what is offered fits the place of the cursor",
    arguments: [
      Row("fi^", "fit"), Row("t^", "train", "tune", "table"), Row("x = fi^", "fit"),
      Row("a, b = fi^", "fit"), Row("fit m1 ; gr^", "grid"), Row("fit m1\ngr^", "grid"),
      Row("p^", "predict", "plot", "p2", "p1"), Row("g1 | p^", "plot"),
      Row("grid prior=1..2 | ^", "table", "plot"), Row("p1 | e^", "evidence"),
      Row("fit m^ on=d1", "m1"), Row("fit on=^", "d2", "d1"), Row("fit on=d1^", "d1"),
      Row("grid p^", "p2", "p1", "prior"), Row("grid p1 p^", "p2", "p1", "prior"),
      Row("grid [p1,p^", "p2", "p1"), Row("evidence m^", "map"), Row("evidence map(m^", "m1"),
      Row("evidence map(m1) +^", "+grad"), Row("fit prior=1 pr^"), Row("fit m1 n^", "noise"),
      Row("fit structure=^", "full", "kron", "diag", "lowrank"),
      Row("fit structure=kron subset=s^", "subnet"), Row("fit structure=lowrank(^", "rank"),
      Row("fit subset=subnet(by=^", "magnitude"), Row("fit subset=subnet(k=3,^", "by", "indices"),
      Row("fit subset=subnet(k=3) st^", "structure"), Row("grid metric=[evidence,n^", "nll"),
      Row("grid -^", "-legend"), Row("grid prior=^", "1e-4..1e4 log 21"),
      Row("grid prior=1e-4..1e4 l^", "log", "lin"),
      Row("grid prior=1e-4..^"), Row("grid prior=1e-4..1e4 log 21 m^", "map", "metric"),
      Row("table g1 sort=-e^", "-evidence"), Row("table g1 sort=^", "prior", "evidence"),
      Row("predict p1 x^", "x1", "x2"), Row("predict p1 x1=0..1 x^", "x2"),
      Row("load mo^", "moons.csv", "moons.npy"), Row("load \"da^", "data/"),
      Row("load no^"), Row("model mlp [4,8] b^", "bias"),
      Row("model mlp [4] bias=^", "true", "false"),
      Row("set threads=^", "auto"), Row("grid metric=evidence,n^", "nll"),
      Row("grid metric=nll,ece m^", "map"), Row("train epochs=^", "200"),
      Row("plot s^", "spectrum"),
      Row("fit # st^"), Row("fit m1 on=d1 zzz^"), Row("zzz ^"), Row("f m1 no^", "noise"),
    ])
  func candidates(row: Row) {
    #expect(offered(row.line) == row.texts)
  }

  @Test("a candidate brings what follows it and what it means")
  func details() {
    let verb = completer.completion(of: "gr", cursor: 2).candidates.first
    #expect(verb?.append == " " && verb?.detail == ExampleCatalogue.grid.usage)
    let option = completer.completion(of: "fit pri", cursor: 7).candidates.first
    #expect(
      option
        == Candidate(
          "prior", append: "=", kind: .option, help: "prior precision", detail: "1"))
    let object = completer.completion(of: "fit on=d1", cursor: 9).candidates.first
    #expect(object?.detail == "moons 1000×2" && object?.kind == .object)
    let element = completer.completion(of: "grid [p1", cursor: 8).candidates.first
    #expect(element?.append == "")
  }

  @Test("the common prefix is what Tab can insert")
  func commonPrefix() {
    #expect(completer.completion(of: "load m", cursor: 6).commonPrefix == "moons.")
    #expect(completer.completion(of: "fit q", cursor: 5).commonPrefix == "")
  }

  @Test("at any cursor of any line, candidates replace what was typed", arguments: 0..<150)
  func anyCursor(seed: Int) {
    var generator = SyntaxGenerator(seed: seed)
    let lines = [Printer.text(of: generator.line())] + FortyCommands.lines
    let text = seed < FortyCommands.lines.count ? lines[seed + 1] : lines[0]
    for cursor in -1...(text.count + 1) {
      let completion = completer.completion(of: text, cursor: cursor)
      let typed = Array(text.prefix(max(0, cursor)))
      #expect(completion.replaced.upperBound == typed.count)
      let prefix = String(typed[completion.replaced])
      for candidate in completion.candidates { #expect(candidate.text.hasPrefix(prefix)) }
      _ = completer.hint(of: text, cursor: cursor)
    }
  }

  @Test("what is offered can stand where it is offered", arguments: FortyCommands.lines)
  func offersCanBeRead(line: String) {
    for cursor in 0...line.count {
      let completion = completer.completion(of: line, cursor: cursor)
      for candidate in completion.candidates {
        let begun = line.prefix(completion.replaced.lowerBound) + candidate.text
        let tokens = Lexer.tokens(of: String(begun))
        #expect(!tokens.contains { if case .invalid = $0.kind { true } else { false } })
      }
    }
  }

  @Test("no text, however odd, is too much for it", arguments: 0..<300)
  func oddTexts(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "[", "]", "(", ")", "=", "|", ",", ";", "..", "+", "-", "@", "~", "\"", "#", "\n", "p1",
      "1e", "5", "%", "log", "fit ", "grid ", "prior", "subset=subnet(", "λ", "\u{301}", " ", "!",
    ]
    let text = random.list(0...20) { $0.pick(pieces) }.joined()
    for cursor in 0...text.count {
      let completion = completer.completion(of: text, cursor: cursor)
      #expect(completion.replaced.upperBound == cursor)
      let hint = completer.hint(of: text, cursor: cursor)
      #expect(hint.map { ($0.emphasis?.upperBound ?? 0) <= $0.text.count } ?? true)
    }
  }
}
