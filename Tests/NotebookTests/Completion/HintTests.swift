import Notebook
import Testing

@Suite struct HintTests {
  private let completer = Completer(
    catalogue: ExampleCatalogue.catalogue, session: ExampleSession())

  @Test(
    "the argument at the cursor is marked in the usage line",
    arguments: [
      ("gr", "grid"), ("grid ", "[<posterior…>]"), ("grid p1 prior=1", "prior=<range>"),
      ("grid λ=", "prior=<range>"), ("grid p1 metric=[ev", "[metric=<evidence|nll|ece,…>]"),
      ("tune p1 ", "<settings>"), ("fit subset=subnet(k=3,by=", "[by=magnitude]"),
      ("fit subset=subnet(", nil), ("train m1 ", nil),
    ] as [(String, String?)])
  func emphasis(line: String, argument: String?) throws {
    let hint = try #require(completer.hint(of: line, cursor: line.count))
    #expect(hint.emphasis.map { String(Array(hint.text)[$0]) } == argument)
  }

  @Test(
    "a call shows the usage of its word",
    arguments: [
      (
        "fit subset=subnet(", "subnet([k=<number>], [by=magnitude], [indices=<number,…>])"
      ), ("evidence map(", "map(<model>)"), ("quit ", "quit"),
    ])
  func calls(line: String, usage: String) {
    #expect(completer.hint(of: line, cursor: line.count)?.text == usage)
  }

  @Test("there is no hint where there is no command", arguments: ["", "zzz 1", "fit # x", "t"])
  func noHint(line: String) {
    #expect(completer.hint(of: line, cursor: line.count) == nil)
  }
}
