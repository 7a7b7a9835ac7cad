import Notebook
import Terminal

extension NotebookScreen {
  /// Does what a key asks for.
  func handle(_ key: KeyEvent) {
    switch key {
    case .function(12): return toggleMouse()
    case .mouse(let report): return handle(report)
    default: break
    }
    guard case .line = focus else { return handleView(key) }
    if key.goesRight, let ghost { return editor.insert(ghost) }
    switch key {
    case .line([UInt8(ascii: " ")]) where isPresenting, .pageDown where isPresenting: presentNext()
    case .enter where Parser.isUnfinished(editor.text): editor.insert("\n")
    case .redraw: screen.repaint()
    case .line(let bytes): editor.feed(bytes)
    case .paste(let text): editor.insert(text)
    case .alternateEnter, .lineFeed: editor.insert("\n")
    case .escape where editor.hasViKeys: editor.feed([0x1B])
    case .escape where editor.text.isEmpty && scroll == 0: browse()
    case .escape: scroll = 0
    case .pageUp: scrollBody(pages: 1)
    case .pageDown: scrollBody(pages: -1)
    case .function(1): helpAtCursor()
    case .function(2), .chord(" "): openPalette()
    case .function(3): openHistory()
    case .function(4): openObjects()
    case .function(5): submit(.line("rerun"))
    case .shiftedFunction(5): submit(.line("rerun stale"))
    case .function(6), .chord("o"), .chord("z"): focusPlot()
    case .chord("1"): split(false)
    case .chord("2"), .chord("3"): split(true)
    case .chord("u"): submit(.line("undo"))
    case .chord("r"): submit(.line("redo"))
    case .chord("?"): focus = .picker(.keys)
    case .chord("\u{13}"): save()
    case .chord("\u{05}"): editInEditor()
    default: break
    }
  }

  /// Shows or hides the panes beside the notebook.
  private func split(_ isSplit: Bool) {
    self.isSplit = isSplit
    if isSplit, screen.size.columns < ScreenLayout.splitWidth {
      message = "panes need \(ScreenLayout.splitWidth) columns"
    }
  }

  /// Moves the body by most of its rows, up for a positive number of pages.
  private func scrollBody(pages: Int) {
    scrollBody(rows: pages * max(1, layout.bodyRows - 2))
  }

  /// Moves the body by some rows, up for a positive number.
  func scrollBody(rows: Int) {
    let layout = layout
    let count = entries.indices.reduce(0) { $0 + self.piece($1, layout).height }
    scroll = min(max(0, scroll + rows), max(0, count - layout.bodyRows))
  }

  /// The help of the command that is being typed, or the list of commands.
  private func helpAtCursor() {
    let verb = editor.text.split(whereSeparator: { " =|".contains($0) }).last {
      Commands.catalogue.command(String($0)) != nil
    }
    submit(.line(verb.map { "help \($0)" } ?? "help"))
  }

  /// Writes the notebook to its file.
  private func save() {
    guard let path else {
      message = "this notebook has no file yet: save NAME.la.md"
      return
    }
    do {
      try NotebookStore.write(notebook, to: path)
      hasUnsavedCells = false
      leaving.journal?.noteSaved()
      message = "saved \(path)"
    } catch {
      message = error.description
    }
  }

  /// The candidates for a word, in the form the line editor takes.
  func complete(_ line: String, _ cursor: Int) -> CompletionResult {
    let completion = Completer(catalogue: Commands.catalogue, session: snapshot)
      .completion(of: line, cursor: cursor)
    return CompletionResult(
      replaceFrom: completion.replaced.lowerBound,
      candidates: completion.candidates.map { candidate in
        // What opens a value belongs to the word even while it is one of several.
        ["=", "("].contains(candidate.append)
          ? CompletionCandidate(
            candidate.text + candidate.append, append: nil, help: candidate.help)
          : CompletionCandidate(
            candidate.text, append: candidate.append.first, help: candidate.help)
      })
  }
}
