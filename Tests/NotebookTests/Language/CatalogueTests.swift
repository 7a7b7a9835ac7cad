import Notebook
import Testing

@Suite struct CatalogueTests {
  @Test(
    "unique beginnings become whole words",
    arguments: [
      ("gri p1 pri=1..2 -leg", "grid p1 prior=1.0..2.0 -legend"), ("f m1 λ=2", "fit m1 prior=2"),
      ("ev p1 | ta so=x", "evidence p1 | table sort=x"), ("g1 | pl", "g1 | plot"),
      ("zzz q=1", "zzz q=1"), ("predict p1 t=0..1", "predict p1 t=0..1"),
    ])
  func abbreviations(short: String, long: String) throws {
    let line = try #require(try Parser.lines(of: short).first)
    let full = try ExampleCatalogue.catalogue.expanding(line) { $0 == "g1" }
    #expect(try Parser.lines(of: long) == [full])
  }

  @Test(
    "a beginning of several words is refused, naming them",
    arguments: [("t m1", ["train", "tune", "table"]), ("fit s=1", ["subset", "structure"])])
  func ambiguousBeginnings(short: String, meant: [String]) throws {
    let line = try #require(try Parser.lines(of: short).first)
    let problem = try #require(throws: Problem.self) {
      try ExampleCatalogue.catalogue.expanding(line)
    }
    #expect(problem.code == .ambiguousWord)
    #expect(problem.suggestions.map(\.word) == meant)
  }

  @Test("usage lines show what must and what may be given")
  func usage() {
    #expect(
      ExampleCatalogue.grid.usage
        == "grid [<posterior…>] prior=<range> [metric=<evidence|nll|ece,…>] [on=<data>] [-legend]")
    #expect(ExampleCatalogue.quit.usage == "quit")
    #expect(
      ExampleCatalogue.tune.usage == "tune [<posterior>] <settings> [steps=<number>]")
  }
}
