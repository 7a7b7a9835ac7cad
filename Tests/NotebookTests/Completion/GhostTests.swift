import Notebook
import Testing

@Suite struct GhostTests {
  private let completer = Completer(
    catalogue: ExampleCatalogue.catalogue, session: ExampleSession())

  @Test(
    "the default of the option just typed is offered, or the rest of it",
    arguments: [
      ("fit m1 structure=", "full"), ("fit m1 structure=fu", "ll"), ("train m1 lr=", "1e-2"),
      ("train m1 epochs=2", "00"), ("fit m1 structure=full", nil), ("fit m1 structure=k", nil),
      ("fit m1 on=", nil), ("fit m1 ", nil), ("fit", nil), ("# lr=", nil), ("nonsense lr=", nil),
      ("", nil),
    ] as [(String, String?)])
  func rest(line: String, ghost: String?) {
    #expect(completer.ghost(of: line, cursor: line.count) == ghost)
  }

  @Test("there is none within a line")
  func within() {
    #expect(completer.ghost(of: "fit m1 structure= prior=2", cursor: 17) == nil)
  }
}
