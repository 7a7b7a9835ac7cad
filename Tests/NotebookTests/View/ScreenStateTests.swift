import Notebook
import Testing
import TextPlots

@Suite struct ScreenStateTests {
  static let sizes = [(80, 24), (120, 40), (200, 60), (40, 12), (20, 5), (19, 4), (1, 1), (0, 0)]

  @Test("the screen is exactly as large as the terminal, with the cursor inside", arguments: sizes)
  func size(width: Int, height: Int) {
    let (grid, cursor) = state(width: width).screen(width: width, height: height)
    #expect(grid.width == width && grid.height == height)
    if let cursor {
      #expect(
        (0..<max(1, width)).contains(cursor.column) && (0..<max(1, height)).contains(cursor.row))
    }
  }

  @Test("a screen too small says what it needs and how to leave")
  func tooSmall() {
    let lines = state(width: 19).screen(width: 19, height: 4).grid.lines
    #expect(lines[0].hasPrefix("need 20x5"))
  }

  @Test("the end of the notebook stands above the hint, and scrolling shows what is above")
  func scrolling() {
    var state = state(width: 80)
    let bottom = state.screen(width: 80, height: 24).grid.lines
    #expect(bottom.contains { $0.contains("last line") })
    #expect(!bottom.contains { $0.contains("first line") })
    state.scroll = 1_000
    let top = state.screen(width: 80, height: 24).grid.lines
    #expect(top.contains { $0.contains("first line") })
    #expect(!top.contains { $0.contains("last line") })
  }

  @Test("the rest of a default stands dim behind the cursor, and goes no further than the screen")
  func ghost() throws {
    var state = state(width: 80)
    state.input = ["la> fit m1 structure="]
    state.cursor = (21, 0)
    state.ghost = "full"
    let (grid, cursor) = state.screen(width: 80, height: 24)
    let place = try #require(cursor)
    #expect(place.column == 21)
    #expect(grid.lines[place.row].hasPrefix("la> fit m1 structure=full"))
    #expect(grid[21, place.row].style == Style(.dim))
    state.ghost = String(repeating: "x", count: 200)
    #expect(state.screen(width: 80, height: 24).grid.width == 80)
  }

  @Test("candidates lie over the notebook, right above the hint, with their help")
  func candidates() {
    var state = state(width: 80)
    state.candidates = [.init("prior", help: "prior precision"), .init("noise", help: "sigma")]
    state.selectedCandidate = 1
    let lines = state.screen(width: 80, height: 24).grid.lines
    #expect(lines[19].hasPrefix(" prior") && lines[19].contains("prior precision"))
    #expect(lines[20].hasPrefix("▸noise"))
    #expect(lines[21].contains("grid <posterior…>"))
    #expect(lines[22].hasPrefix("la> grid p1"))
  }

  @Test("a hint longer than the screen is moved until its bold part is in view")
  func longHint() {
    var state = state(width: 40)
    state.hint = [
      .init(String(repeating: "x", count: 60)),
      .init("structure=", style: Style(.accent, bold: true)),
      .init(String(repeating: "y", count: 60)),
    ]
    let lines = state.screen(width: 60, height: 24).grid.lines
    #expect(lines[21].contains("structure="))
  }

  @Test("a cell shows its number, its commands, its output and how it ended")
  func cell() {
    let entry = NotebookEntry(
      number: 7, cellID: nil,
      content: .cell(source: "evidence p1", output: .recorded(["log p = -3.5"])))
    let lines = entry.grid(RenderingOptions(width: 40)).lines
    #expect(lines == ["~[7] evidence p1", "    log p = -3.5", ""])
  }

  @Test("a stale cell is marked in the margin, and in words where there is room")
  func staleCell() async {
    let output = await Kernel().run("set seed=1")
    var entry = NotebookEntry(
      number: 7, cellID: "c7", content: .cell(source: "set seed=1", output: .finished(output)))
    #expect(entry.grid(RenderingOptions(width: 40)).lines[0] == " [7] set seed=1")
    entry.isStale = true
    let wide = entry.grid(RenderingOptions(width: 40)).lines[0]
    #expect(wide.hasPrefix("~[7] set seed=1 ") && wide.hasSuffix(" ~ stale"))
    #expect(entry.grid(RenderingOptions(width: 22)).lines[0] == "~[7] set seed=1")
  }

  @Test("long lines of commands and text are broken, and nothing is wider than the screen")
  func wrapping() {
    let entry = NotebookEntry(
      number: 1, cellID: nil,
      content: .cell(
        source: "grid p1 " + String(repeating: "x", count: 50),
        output: .recorded(["  " + String(repeating: "word ", count: 30)])))
    let grid = entry.grid(RenderingOptions(width: 30))
    #expect(grid.lines.allSatisfy { displayWidth(of: $0) <= 30 })
    #expect(grid.lines.joined().filter { $0 == "x" }.count == 50)
  }

  private func state(width: Int) -> ScreenState {
    var state = ScreenState()
    var body = CellGrid(width: width, height: 60)
    body.write("first line", column: 0, row: 0)
    body.write("last line", column: 0, row: 59)
    state.title = "notes.la.md"
    state.context = "data d1  model m1"
    state.pieces = [body]
    state.input = ["la> grid p1"]
    state.cursor = (11, 0)
    state.hint = [.init("grid <posterior…>")]
    state.status = "READY"
    return state
  }
}
