import Notebook
import Terminal

extension NotebookScreen {
  /// Does what a key asks of a view that has the focus; nothing for keys that no view knows.
  func handleView(_ key: KeyEvent) {
    if key == .redraw { return screen.repaint() }
    guard let key = ViewKey(key) else { return }
    switch focus {
    case .line: break
    case .cells(let browser): handle(key, in: browser)
    case .picker(let picker): handle(key, in: picker)
    case .plot(let view): handle(key, in: view)
    case .live(let live): handle(key, in: live)
    }
  }

  func handle(_ key: ViewKey, in picker: Picker) {
    var picker = picker
    let request = picker.handle(key)
    focus = .picker(picker)
    switch request {
    case .none: break
    case .close: focus = .line
    case .choose(let actions):
      focus = .line
      for case .run(let command) in actions { submit(.line(command)) }
      let texts = actions.compactMap { action in
        if case .insert(let text) = action { text } else { nil }
      }
      if !texts.isEmpty { editor.insert(texts.joined(separator: "\n")) }
    }
  }

  func handle(_ key: ViewKey, in view: PlotView) {
    var view = view
    let request = view.handle(key)
    focus = .plot(view)
    switch request {
    case .none: break
    case .leave: focus = .line
    case .export:
      focus = .line
      editor.insert("plot _ | svg ")
    }
  }

  /// The commands, objects and last lines (F2).
  func openPalette() {
    let recent = history?.load().reversed().map(\.text) ?? []
    focus = .picker(.palette(snapshot, recent: recent))
  }

  /// The lines that were handed in before, each once, the newest first (F3).
  func openHistory() {
    var seen: Set<String> = []
    let lines = (history?.load() ?? []).reversed().filter { seen.insert($0.text).inserted }
    focus = .picker(
      .history(
        lines.map { entry in
          (entry.text, "\(entry.status == 0 ? "✓" : "✗") \(entry.milliseconds) ms")
        }))
  }

  /// The objects of the session (F4).
  func openObjects() { focus = .picker(.objects(snapshot)) }

  /// Goes to the picture in the pane, or to the newest one (F6).
  func focusPlot() { zoom(shownPlot) }
}
