import Notebook

extension NotebookScreen {
  /// Hands the line and the commands that wait to the journal, which writes them when it likes.
  func noteInput() {
    guard let journal = leaving.journal else { return }
    journal.note(line: editor.text, waiting: queue.compactMap(typedSource))
    guard hasUnsavedCells, !hasCrashNote else { return }
    hasCrashNote = true
    events.setCrashNote("this session is kept in \(journal.path): recover brings it back")
  }

  /// Gives the stopped cell a moment to end, so that what it had finished is kept; nothing begins any more.
  func settle() {
    guard events.terminatingSignal == nil else { return }
    let waiting = queue
    queue = []
    let start = ContinuousClock.now
    while job != nil, start.duration(to: .now) < .seconds(1) {
      if events.wait(milliseconds: 50).contains(.wake) { mailbox.drain().forEach(receive) }
    }
    queue = waiting
  }

  /// Whether the session ends with a cell that has not, or because it was told to: then the journal alone
  /// has everything.
  var isCutOff: Bool { job != nil || events.terminatingSignal != nil }

  /// The work of this session that is in no file.
  var unsaved: Leaving.Unsaved {
    Leaving.Unsaved(
      hasCells: hasUnsavedCells, waiting: queue.compactMap(typedSource), line: editor.text)
  }

  /// Shows the cells that a cell has run again or brought back, and puts a recovered line into the
  /// editor.
  func takeOtherCells(_ output: CellOutput) {
    if output.savesNotebook { hasUnsavedCells = false }
    for update in output.updates {
      guard let entry = entries.firstIndex(where: { $0.number == update.number }) else { continue }
      entries[entry].content = .cell(source: update.source, output: .finished(update.output))
      drawn[entry] = nil
    }
    if let recovery = output.recovery { take(recovery) }
    nextNumber = max(nextNumber, (entries.map(\.number).max() ?? 0) + 1)
  }

  private func take(_ recovery: Recovery) {
    // Commands that wait keep their places behind the recovered cells.
    let place = queue.min() ?? entries.count
    let recovered = recovery.cells.map { id, cell in
      NotebookEntry(
        number: cell.number, cellID: id,
        content: .cell(source: cell.source, output: .recorded(cell.shownOutput)))
    }
    entries.insert(contentsOf: recovered, at: place)
    queue = queue.map { $0 + recovered.count }
    drawn = drawn.filter { $0.key < place }
    if !recovered.isEmpty { hasUnsavedCells = true }
    if !recovery.line.isEmpty && editor.text.isEmpty {
      editor.set(text: recovery.line, point: recovery.line.count)
    }
  }

  /// Marks the cells that are stale now.
  func markStaleCells() {
    for entry in entries.indices {
      let isStale = snapshot.staleCells.contains(entries[entry].number)
      guard entries[entry].isStale != isStale else { continue }
      entries[entry].isStale = isStale
      drawn[entry] = nil
    }
  }

  /// The commands of a piece that was typed in this session; nil for those of the notebook's file.
  private func typedSource(_ entry: Int) -> String? {
    guard entries[entry].cellID == nil, case .cell(let source, _) = entries[entry].content else {
      return nil
    }
    return source
  }
}
