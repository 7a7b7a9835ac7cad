import Notebook
import Testing

@Suite struct PresentationTests {
  @Test("a presentation shows text and cell, runs the cell, and ends after the last text")
  func steps() throws {
    let notebook = try NotebookFile(
      text: """
        ---
        la: 1
        ---
        One.

        ```la #c1
        load iris
        ```
        ```out #c1 ok
        recorded
        ```

        Two.

        ```la #c2
        load wine
        ```
        ```out #c2 ok
        recorded
        ```

        """)
    var presentation = Presentation(notebook)
    var seen: [String] = []
    while let step = presentation.next() {
      #expect(seen.count < 6)
      switch step {
      case .show(let texts, let cell):
        seen.append("show \(texts.joined().filter { !$0.isNewline }) \(cell?.id ?? "end")")
      case .run(let cell): seen.append("run \(cell.id) \(presentation.progress)")
      }
    }
    #expect(
      seen == [
        "show One. c1", "run c1 1 of 2", "show Two. c2", "run c2 2 of 2",
      ])
    #expect(presentation.isOver)
  }

  @Test("a notebook without cells is shown at once")
  func textOnly() throws {
    var presentation = Presentation(try NotebookFile(text: "---\nla: 1\n---\nText.\n"))
    guard case .show(let texts, nil) = presentation.next() else {
      Issue.record("the text is not shown")
      return
    }
    #expect(texts == ["Text.\n"])
    #expect(presentation.isOver)
    #expect(presentation.next() == nil)
  }
}
