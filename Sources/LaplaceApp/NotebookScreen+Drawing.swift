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
    if let live {
      let view = live.state.grid(
        width: size.columns, height: size.rows, glyphs: usableGlyphs, color: palette.hasColors)
      return screen.present(view, cursor: nil)
    }
    let (grid, cursor) = state(size).screen(width: size.columns, height: size.rows)
    screen.present(grid, cursor: cursor)
  }

  private func state(_ size: (columns: Int, rows: Int)) -> ScreenState {
    let layout = ScreenLayout(width: size.columns, height: size.rows)
    var state = ScreenState()
    state.title = (path ?? "untitled") + (hasUnsavedCells ? "*" : "")
    state.context = context
    state.pieces = entries.indices.map { piece($0, layout) }
    state.scroll = scroll
    let input = editor.layout(width: size.columns)
    state.input = input.rows
    state.cursor = (input.cursor.column, input.cursor.row)
    state.hint = hint
    state.candidates = editor.displayedMatches.map { .init($0.text, help: $0.help) }
    state.selectedCandidate = editor.selectedMatch
    state.status = status
    state.keys = "Tab complete │ F1 help │ PgUp scroll │ ^C stop │ ^D leave"
    return state
  }

  /// A piece drawn at the body's width; finished pieces are drawn once for each layout.
  func piece(_ entry: Int, _ layout: ScreenLayout) -> CellGrid {
    let glyphs = usableGlyphs
    let isLive = job?.entry == entry
    if let known = drawn[entry], known.layout == layout, known.glyphs == glyphs, !isLive {
      return known.grid
    }
    var shown = entries[entry]
    if isLive, let job, case .cell(let source, _) = shown.content {
      shown.content = .cell(source: source, output: .running(job.description, job.curves))
    }
    let grid = shown.grid(layout.rendering(glyphs: glyphs, color: palette.hasColors))
    if !isLive { drawn[entry] = DrawnEntry(layout: layout, glyphs: glyphs, grid: grid) }
    return grid
  }

  /// The characters of plots: those chosen, as far as the terminal has them.
  private var usableGlyphs: GlyphLevel {
    guard palette.glyphs != .ascii else { return .ascii }
    return GlyphLevel(rawValue: snapshot.glyphChoice) ?? palette.glyphs
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
      return text.isEmpty
        ? [.init("help lists the commands · explain evidence · Tab completes")] : []
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
