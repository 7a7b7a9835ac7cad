import Notebook
import Testing
import TextPlots

@Suite struct BrowserTests {
  private let entries = [
    NotebookEntry(number: 0, cellID: nil, content: .text("# A title")),
    NotebookEntry(
      number: 1, cellID: "c1", content: .cell(source: "load iris", output: .recorded(["150"]))),
    NotebookEntry(number: 2, cellID: "c2", content: .cell(source: "load wine", output: .queued)),
  ]

  @Test("keys move within the notebook, by one, by pages, and to its ends")
  func moving() {
    var browser = Browser(at: 2)
    for (key, place) in [
      (ViewKey.character("j"), 2), (.character("k"), 1), (.up, 0), (.up, 0), (.character("G"), 2),
      (.pageUp, 0), (.end, 2), (.character("g"), 0), (.down, 1),
    ] {
      #expect(browser.handle(key, in: entries) == .none)
      #expect(browser.focus == place)
    }
  }

  @Test("a cell is edited, run, removed; a text is only copied")
  func requests() {
    var cell = Browser(at: 1)
    for (key, request) in [
      (ViewKey.enter, Browser.Request.edit(1)), (.character("r"), .rerun(1)),
      (.character("d"), .remove(1)), (.character("y"), .copy(1)), (.character("z"), .zoom(1)),
      (.character("t"), .turnTable(1)), (.character("s"), .sort(1)), (.character("p"), .pin(1)),
      (.character("u"), .run("undo")), (.character("?"), .keys), (.escape, .leave),
    ] { #expect(cell.handle(key, in: entries) == request) }
    var text = Browser(at: 0)
    #expect(text.handle(.character("d"), in: entries) == .none)
    #expect(text.handle(.character("y"), in: entries) == .copy(0))
    // A notebook that became shorter keeps the focus inside.
    var beyond = Browser(at: 9)
    #expect(beyond.handle(.enter, in: entries) == .edit(2))
    var empty = Browser(at: 0)
    #expect(empty.handle(.enter, in: []) == .none)
  }

  @Test("a search goes on to the next piece that holds the words, around the end")
  func searching() {
    var browser = Browser(at: 0)
    for key in [ViewKey.character("/"), .character("l"), .character("O"), .enter] {
      #expect(browser.handle(key, in: entries) == .none)
    }
    #expect(browser.focus == 1)
    _ = browser.handle(.character("n"), in: entries)
    #expect(browser.focus == 2)
    _ = browser.handle(.character("n"), in: entries)
    #expect(browser.focus == 1)
    _ = browser.handle(.character("N"), in: entries)
    #expect(browser.focus == 2)
    #expect(browser.hint(width: 40).count <= 40)
  }

  @Test("numbers stand in for a picture, and a table is sorted by any column")
  func alternatives() async throws {
    let kernel = await Kernel.withPosterior()
    let output = await kernel.run("grid p1 prior=[3,1,2] | plot\nevidence p1 | table")
    let entry = NotebookEntry(
      number: 1, cellID: nil, content: .cell(source: "", output: .finished(output)))
    #expect(entry.plots.count == 1 && entry.withNumbers.plots.isEmpty)
    let table = try #require(entry.withNumbers.sorted(by: 1).table)
    #expect(table.columns.count > 1)
    let numbers = await kernel.run("grid p1 prior=[3,1,2] | table")
    let grid = NotebookEntry(
      number: 2, cellID: nil, content: .cell(source: "", output: .finished(numbers)))
    let column = try #require(
      grid.table?.columns.firstIndex { $0.title == "λ" || $0.title == "prior" })
    let sorted = try #require(grid.sorted(by: column).table)
    #expect(sorted.rows.map { $0[column] } == ["3", "2", "1"])
    #expect(sorted.columns[column].title.hasSuffix("▾"))
  }
}
