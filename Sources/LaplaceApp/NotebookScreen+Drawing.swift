import Notebook
import Terminal
import TextPlots

extension NotebookScreen {
  /// A piece of the notebook as it was drawn for a layout.
  struct DrawnEntry {
    let layout: ScreenLayout
    let glyphs: GlyphLevel
    let grid: CellGrid
  }

  /// Composes the screen from the state and shows it; only what changed is sent.
  func draw() {
    let size = screen.size
    guard size.columns > 0, size.rows > 0 else { return }
    let (width, height) = size
    let (glyphs, color) = (usableGlyphs, palette.hasColors)
    switch focus {
    case .live(let live):
      let view = live.state.grid(width: width, height: height, glyphs: glyphs, color: color)
      screen.present(view, cursor: nil)
    case .plot(let view):
      screen.present(
        view.grid(width: width, height: height, glyphs: glyphs, color: color), cursor: nil)
    case .line, .cells, .picker:
      let (grid, cursor) = state().state.screen(width: width, height: height)
      screen.present(grid, cursor: cursor)
    }
  }

  /// How the screen is shared out at its size.
  var layout: ScreenLayout {
    ScreenLayout(width: screen.size.columns, height: screen.size.rows, isSplit: isSplit)
  }

  /// What the screen shows, and how it is shared out.
  func state() -> (state: ScreenState, layout: ScreenLayout) {
    let layout = layout
    var state = ScreenState()
    state.title = (path ?? "untitled") + (hasUnsavedCells ? "*" : "")
    state.context = context
    state.pieces = entries.indices.map { piece($0, layout) }
    state.scroll = scroll
    let input = editor.layout(width: layout.width)
    state.input = input.rows
    state.cursor = (input.cursor.column, input.cursor.row)
    state.ghost = ghost ?? ""
    state.hint = hint
    state.candidates = editor.displayedMatches.map { .init($0.text, help: $0.help) }
    state.selectedCandidate = editor.selectedMatch
    state.status = status
    state.keys = [
      "^X ? keys", "F1 help", "Tab complete", "^D leave", "Esc browse", "F2 find",
    ]
    if scroll == 0, let last = state.pieces.last, last.height > layout.bodyRows {
      state.keys.insert("PgUp shows the rest", at: 0)
    }
    state.isSplit = isSplit
    state.objects = snapshot.objects
    drawPane(layout, &state)
    switch focus {
    case .picker(let picker): state.picker = picker
    case .cells(let browser):
      let place = min(browser.focus, entries.count - 1)
      state.focus = place
      state.scroll = state.scroll(showing: place, layout)
      scroll = state.scroll
      state.hint = [.init(message ?? browser.hint(width: layout.width - 2))]
    case .line, .plot, .live: break
    }
    return (state, layout)
  }

  /// The picture that the pane shows: the pinned one, else the newest.
  var shownPlot: Plot? {
    if let pinned, let plot = entries[pinned].plots.last { return plot }
    return entries.lazy.reversed().compactMap(\.plots.last).first
  }

  private func drawPane(_ layout: ScreenLayout, _ state: inout ScreenState) {
    guard layout.paneColumns > 0 else { return }
    let options = layout.paneRendering(glyphs: usableGlyphs, color: palette.hasColors)
    state.panePlot = shownPlot.map { OutputBlock.plot($0).grid(options) }
    let table = layout.objectColumns > 0 ? entries.lazy.reversed().compactMap(\.table).first : nil
    state.paneTable = OutputBlock.table(table ?? objectTable).grid(options)
  }

  /// The objects, the newest first.
  private var objectTable: TextPlots.Table {
    TextPlots.Table(
      columns: [.init("name"), .init("kind"), .init("content")],
      rows: snapshot.objects.reversed().map { [$0.name, $0.kind.rawValue, $0.label] })
  }

  /// A piece drawn at the body's width; finished pieces are drawn once for each layout.
  func piece(_ entry: Int, _ layout: ScreenLayout) -> CellGrid {
    let glyphs = usableGlyphs
    let isLive = job?.entry == entry
    if let known = drawn[entry], known.layout == layout, known.glyphs == glyphs, !isLive {
      return known.grid
    }
    var shown = entries[entry]
    switch alternatives[entry] {
    case .numbers: shown = shown.withNumbers
    case .sorted(let column): shown = shown.sorted(by: column)
    case nil: break
    }
    if isLive, let job, case .cell(let source, _) = shown.content {
      shown.content = .cell(source: source, output: .running(job.description, job.curves))
    }
    var options = layout.rendering(glyphs: glyphs, color: palette.hasColors)
    options.tables = snapshot.tableChoice
    let grid = shown.grid(options)
    if !isLive { drawn[entry] = DrawnEntry(layout: layout, glyphs: glyphs, grid: grid) }
    return grid
  }

  /// The characters of plots: those chosen, as far as the terminal has them.
  private var usableGlyphs: GlyphLevel {
    palette.glyphs(choice: snapshot.glyphChoice)
  }

  /// The objects that commands take when none is named.
  private var context: String {
    [("data", ObjectKind.data), ("model", .model), ("posterior", .posterior)]
      .compactMap { label, kind in snapshot.current(kind).map { "\(label) \($0)" } }
      .joined(separator: "  ")
  }

  /// A message if there is one, else the usage of the command at the cursor with its argument bold.
  private var hint: [ScreenState.HintPiece] {
    if let message { return [.init(message, style: Style(.warning))] }
    let text = editor.text
    guard
      let hint = Completer(catalogue: Commands.catalogue, session: snapshot)
        .hint(of: text, cursor: editor.cursor)
    else {
      guard text.isEmpty else { return [] }
      if let presentation, !presentation.isOver {
        return [.init("presenting: \(presentation.progress) cells · Space or PgDn goes on")]
      }
      return [
        .init(
          snapshot.task ?? snapshot.nextLesson
            ?? "help lists the commands · tutorial begins one · Tab completes")
      ]
    }
    guard let emphasis = hint.emphasis else { return [.init(hint.text)] }
    let characters = Array(hint.text)
    return [
      .init(String(characters[..<emphasis.lowerBound])),
      .init(String(characters[emphasis]), style: Style(.accent, bold: true)),
      .init(String(characters[emphasis.upperBound...])),
    ]
  }

  private var status: String {
    guard let job else { return "READY" }
    let waiting = queue.isEmpty ? "" : " · \(queue.count) waiting"
    return "[\(entries[job.entry].number)] \(job.description)\(waiting)"
  }
}
