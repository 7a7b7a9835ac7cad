import Notebook
import Terminal
import TextPlots

extension NotebookScreen {
  /// How a piece is shown in place of what it gave.
  enum Alternative: Equatable {
    /// Its pictures as the numbers that are drawn.
    case numbers
    /// Its tables sorted by a column.
    case sorted(Int)
  }

  /// Goes from the command line to the pieces of the notebook.
  func browse() {
    guard !entries.isEmpty else { return }
    message = nil
    focus = .cells(Browser(at: entries.count - 1))
  }

  /// Does what a key asks of the piece in focus.
  func handle(_ key: ViewKey, in browser: Browser) {
    var browser = browser
    message = nil
    let request = browser.handle(key, in: entries)
    focus = .cells(browser)
    switch request {
    case .none: break
    case .leave: focus = .line
    case .edit(let place): edit(place)
    case .rerun(let place): runAgain(place)
    case .remove(let place): remove(place)
    case .copy(let place): copy(entries[place].text)
    case .zoom(let place): zoom(entries[place].plots.last)
    case .pin(let place): pin(place)
    case .turnTable(let place): show(place, as: alternatives[place] == .numbers ? nil : .numbers)
    case .sort(let place): sort(place)
    case .run(let command): submit(.line(command))
    case .keys: focus = .picker(.keys)
    }
  }

  private func edit(_ place: Int) {
    guard case .cell(let source, _) = entries[place].content else { return }
    focus = .line
    edited = entries[place].cellID == nil ? nil : place
    editor.set(text: source, point: source.count)
    message = edited.map { "[\(entries[$0].number)] is being changed: Enter runs it at its place" }
  }

  /// Runs a piece again at its place, with other commands if they are given.
  func runAgain(_ place: Int, source: String? = nil) {
    guard case .cell(let old, _) = entries[place].content, !queue.contains(place) else { return }
    entries[place].content = .cell(source: source ?? old, output: .queued)
    alternatives[place] = nil
    drawn[place] = nil
    queue.append(place)
    startNext()
  }

  private func remove(_ place: Int) {
    guard job == nil, queue.isEmpty else {
      message = "a cell is running: ^C stops it, then d removes"
      return
    }
    guard let id = entries[place].cellID else { return }
    removed[id] = entries[place]
    message = "[\(entries[place].number)] is removed: u brings it back"
    hasUnsavedCells = true
    Task.detached { [kernel, mailbox, events] in
      let output = await kernel.removeCell(id: id)
      mailbox.post(.edited(output, await kernel.snapshot, await kernel.notebook))
      events.wake()
    }
  }

  private func copy(_ text: String) {
    screen.copy(text)
    message = "copied \(text.split(separator: "\n").count) lines"
  }

  /// Shows a picture large.
  func zoom(_ plot: Plot?) {
    guard let plot else {
      message = "this cell has no picture"
      return
    }
    focus = .plot(PlotView(plot))
  }

  private func pin(_ place: Int) {
    guard !entries[place].plots.isEmpty else {
      message = "this cell has no picture"
      return
    }
    pinned = pinned == place ? nil : place
    message = pinned == nil ? "the pane shows the newest picture" : "the picture stays in the pane"
  }

  private func sort(_ place: Int) {
    guard let table = entries[place].table else {
      message = "this cell has no table"
      return
    }
    var next = 0
    if case .sorted(let column) = alternatives[place] { next = column + 1 }
    show(place, as: next < table.columns.count ? .sorted(next) : nil)
  }

  private func show(_ place: Int, as alternative: Alternative?) {
    alternatives[place] = alternative
    drawn[place] = nil
  }

  /// Makes the pieces those of the notebook: cells that were removed go, those that came back return to
  /// their places.
  func followNotebook() {
    guard job == nil, queue.isEmpty else { return }
    let ids = notebook.cells.map(\.id)
    let known = Set(ids)
    let before = entries.map(\.cellID)
    entries.removeAll { entry in entry.cellID.map { !known.contains($0) } ?? false }
    for (index, id) in ids.enumerated() where !entries.contains(where: { $0.cellID == id }) {
      guard let entry = removed.removeValue(forKey: id) else { continue }
      let place = ids[..<index].reversed().lazy
        .compactMap { id in self.entries.firstIndex { $0.cellID == id } }.first
      entries.insert(entry, at: place.map { $0 + 1 } ?? 0)
    }
    guard entries.map(\.cellID) != before else { return }
    (drawn, alternatives, pinned) = ([:], [:], nil)
  }
}
