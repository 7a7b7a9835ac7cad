import Notebook
import Testing

@Suite struct BinderProblemTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let line: String
    let code: ProblemCode
    let place: String
    let suggestions: [String]
    var testDescription: String { line }

    init(_ line: String, _ code: ProblemCode, _ place: String, _ suggestions: String...) {
      self.line = line
      self.code = code
      self.place = place
      self.suggestions = suggestions
    }
  }

  static let rows = [
    Row("fti m1", .unknownCommand, "fti", "fit"),
    Row("laplace m1", .unknownCommand, "laplace", "fit"),
    Row("moons.csv", .unknownCommand, "moons.csv"),
    Row("fit m7", .unknownObject, "m7", "m1"), Row("evidence @4", .unknownObject, "@4"),
    Row("p1~9", .unknownObject, "p1~9", "p1"),
    Row("evidence mpa(m1)", .unknownObject, "mpa", "map"),
    Row("fit d1", .wrongObjectKind, "d1", "m1"),
    Row("fit on=m1", .wrongObjectKind, "m1", "d2", "d1"),
    Row("evidence map(d1)", .wrongObjectKind, "d1", "m1"),
    Row("d1 | predict", .wrongObjectKind, "predict"),
    Row("grid p1 perc=1..2", .unknownOption, "perc", "prior"),
    Row("fit hessian=kron", .unknownOption, "hessian", "structure"),
    Row("fit subset=subnet(kk=3)", .unknownOption, "kk", "k"),
    Row("predict p1 x3=0..1", .unknownOption, "x3", "x1", "x2"),
    Row("evidence +grda", .unknownFlag, "+grda", "+grad"),
    Row("fit +prior", .unknownFlag, "+prior"),
    Row("fit structure=kfac", .unknownChoice, "kfac", "kron"),
    Row("fit structure=dig", .unknownChoice, "dig", "diag"),
    Row("fit prior=abc", .wrongValueForm, "abc"), Row("fit prior=1..2", .wrongValueForm, "1..2"),
    Row("fit structure=5", .wrongValueForm, "5"), Row("grid prior=5", .wrongValueForm, "5"),
    Row("undo 5", .wrongValueForm, "5"), Row("model mlp [4,x]", .wrongValueForm, "x"),
    Row("train epochs=3s", .wrongUnit, "3s"), Row("fit prior=2%", .wrongUnit, "2%"),
    Row("fit prior=-1", .numberNotAllowed, "-1"), Row("fit prior=[1,0]", .numberNotAllowed, "0"),
    Row("train epochs=2.5", .numberNotAllowed, "2.5"),
    Row("train frac=120%", .numberNotAllowed, "120%"),
    Row("grid prior=0..1", .numberNotAllowed, "0..1"),
    Row("train epochs=1e300", .numberNotAllowed, "1e300"),
    Row("set threads=1000", .numberNotAllowed, "1000"),
    Row("model mlp", .missingArgument, "model"), Row("grid p1", .missingArgument, "grid"),
    Row("fit m1 m1", .surplusArgument, "m1"), Row("quit now", .surplusArgument, "now"),
    Row("g1 5", .surplusArgument, "5"),
    Row("fit prior=1 λ=2", .repeatedArgument, "λ=2"),
    Row("evidence +grad -grad", .repeatedArgument, "-grad"),
    Row("predict p1 x1=0..1 x1=0..1", .repeatedArgument, "x1=0..1"),
    Row("table g1 sort=evidnce", .unknownColumn, "evidnce", "evidence"),
    Row("g1 | fit", .unexpectedInput, "fit"), Row("g1 | p1", .unexpectedInput, "p1"),
    Row("quit | table", .unexpectedInput, "table"), Row("fit = fit m1", .reservedName, "fit"),
  ]

  @Test("what is wrong with a line is named, placed and answered", arguments: rows)
  func problems(row: Row) throws {
    let problem = try #require(throws: Problem.self) { try ExampleCatalogue.bound(row.line) }
    #expect(problem.code == row.code, "\(problem)")
    let range = try #require(problem.range)
    #expect(String(Array(row.line)[range]) == row.place)
    #expect(problem.suggestions.map(\.word) == row.suggestions)
  }

  @Test(
    "messages name what is allowed and what was given",
    arguments: [
      ("fit prior=-1", "prior must be a number above 0, and -1 is not."),
      ("train frac=2", "frac must be a number from 0 to 1, and 2 is not."),
      (
        "train time=2%",
        "time has no unit '%'; write a number above 0, alone or with 's', 'ms', 'min'."
      ),
      ("fit d1", "fit takes a model, and 'd1' is data."),
      (
        "fit structure=x",
        "structure cannot be 'x'; it is one of full, kron, diag, lowrank."
      ),
      ("model mlp", "model needs sizes: a list of sizes such as [4,8,3]."),
      (
        "fit prior=abc",
        "prior takes a number above 0, or a list [a,b] of: a number above 0, "
          + "and this is the word 'abc'."
      ),
    ])
  func messages(line: String, message: String) throws {
    let problem = try #require(throws: Problem.self) { try ExampleCatalogue.bound(line) }
    #expect(problem.message == message)
  }

  @Test("whatever is typed binds or is a problem with a place", arguments: 0..<300)
  func anything(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let words = [
      "fit", "grid", "predict", "load", "m1", "p1", "d1", "g1", "_", "@5", "on=d1", "prior=1..2",
      "prior=3", "structure=lowrank(rank=2)", "|", "+grad", "-legend", "[p1,p2]", "map(m1)", "7",
      "x1=0..1", "sort=-prior", "'t'", "a.csv", "true", "auto", "subset=subnet(k=1)", "plot",
    ]
    let text = random.list(1...7) { $0.pick(words) }.joined(separator: " ")
    do throws(Problem) {
      let binder = Binder(catalogue: ExampleCatalogue.catalogue, session: ExampleSession())
      for line in try Parser.lines(of: text) { _ = try binder.bind(line) }
    } catch {
      #expect(error.range.map { 0...text.count ~= $0.upperBound } ?? false, "\(text)")
    }
  }
}
