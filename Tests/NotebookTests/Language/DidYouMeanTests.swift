import Notebook
import Testing

@Suite struct DidYouMeanTests {
  @Test(
    "the distance counts slips of the finger",
    arguments: [
      ("prior", "prior", 0), ("prio", "prior", 1), ("priorr", "prior", 1), ("piror", "prior", 1),
      ("prior", "Prior", 0.1), ("ptior", "prior", 0.5), ("pxior", "prior", 1), ("", "abc", 3),
      ("ca", "abc", 3),
    ])
  func distances(typed: String, meant: String, distance: Double) {
    #expect(abs(editDistance(typed, meant) - distance) < 1e-12)
  }

  @Test("the distance is zero only between equal words", arguments: 0..<100)
  func distanceLaws(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let a = random.list(0...8) { $0.pick(["a", "b", "q", "w", "A"]) }.joined()
    let b = random.list(0...8) { $0.pick(["a", "b", "q", "w", "A"]) }.joined()
    #expect((editDistance(a, b) == 0) == (a == b))
    #expect(abs(editDistance(a, b) - editDistance(b, a)) < 1e-12)
    #expect(editDistance(a, b) <= Double(max(a.count, b.count)))
  }

  @Test(
    "suggestions are words that could have been meant",
    arguments: [
      ("str", ["structure"]), ("strcture", ["structure"]), ("hessian", ["structure"]),
      ("weight_decay", ["prior"]), ("alpha", ["prior"]), ("perc", ["prior"]), ("su", ["subset"]),
      ("marglik", ["evidence"]), ("nosie", ["noise"]), ("zzzz", []), ("", []),
      (String(repeating: "p", count: 100_000), []),
    ])
  func suggestions(typed: String, expected: [String]) {
    let words = ["subset", "structure", "prior", "noise", "evidence"]
    let found = DidYouMean.suggestions(for: typed, among: words.map { Suggestion($0) })
    #expect(found.map(\.word) == expected)
  }

  @Test("words that begin so come before words that are near, and there are at most three")
  func order() {
    let words = ["fat", "fix", "fitted", "fit2", "fits"].map { Suggestion($0) }
    #expect(
      DidYouMean.suggestions(for: "fit", among: words).map(\.word) == ["fitted", "fit2", "fits"])
    #expect(DidYouMean.suggestions(for: "fitt", among: words).first?.word == "fitted")
  }
}
