import Notebook
import Terminal

extension NotebookScreen {
  /// Lays the notebook's pieces out and queues its cells.
  func show(_ notebook: NotebookFile) {
    for block in notebook.blocks {
      switch block {
      // Blank lines between cells are no piece that could have the focus.
      case .text(let text) where text.allSatisfy(\.isWhitespace): break
      case .text(let text):
        entries.append(NotebookEntry(number: 0, cellID: nil, content: .text(text)))
      case .cell(let cell):
        let recorded = notebook.output(of: cell.id)?.text.split(
          separator: "\n", omittingEmptySubsequences: false)
        append(
          cell.source, id: cell.id,
          output: recorded.map { .recorded($0.map(String.init)) } ?? .queued)
      case .output: break
      }
    }
  }

  /// Takes a line that was handed in.
  func submit(_ input: LineInput) {
    guard case .line(let line) = input else {
      isRunning = false
      return
    }
    scroll = 0
    message = nil
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    editor.addHistory(line)
    if let place = edited {
      edited = nil
      hasUnsavedCells = true
      return runAgain(place, source: line)
    }
    append(line, id: nil, output: .queued)
    hasUnsavedCells = true
    startNext()
  }

  /// Adds a cell and queues it, unless it is only shown.
  func append(_ source: String, id: String?, output: NotebookEntry.Output) {
    entries.append(
      NotebookEntry(
        number: nextNumber, cellID: id, content: .cell(source: source, output: output)))
    nextNumber += 1
    if case .presented = output { return }
    queue.append(entries.count - 1)
  }

  /// Starts the first waiting cell if none runs; what was typed ahead of `set plain` is left to the session
  /// that goes on without the screen.
  func startNext() {
    guard isRunning, job == nil, !queue.isEmpty else { return }
    let entry = queue.removeFirst()
    guard case .cell(let source, _) = entries[entry].content else { return }
    let started = RunningJob(entry: entry)
    started.begin(
      source, id: entries[entry].cellID, on: kernel, mailbox: mailbox, events: events)
    job = started
  }

  /// Takes a message of the running cell.
  func receive(_ message: JobMailbox.Message) {
    switch message {
    case .learned(let knowledge): changeLiveState { $0.knowledge = knowledge }
    case .found(let settings, let optimum): changeLiveState { $0.show(settings, of: optimum) }
    case .edited(let output, let snapshot, let notebook):
      (self.snapshot, self.notebook) = (snapshot, notebook)
      takeOtherCells(output)
      markStaleCells()
      followNotebook()
    case .progress(let report): job?.note(report)
    case .finished(let output, let snapshot, let notebook):
      guard let entry = job?.entry else { return }
      let isTyped = entries[entry].cellID == nil
      job = nil
      let plainBefore = self.snapshot.plainChoice
      self.snapshot = snapshot
      self.notebook = notebook
      followColours()
      finish(entry, output)
      takeOtherCells(output)
      markStaleCells()
      if snapshot.plainChoice != true || mode.isForced { startNext() }
      if let exploration = output.exploration, isTyped, job == nil { open(exploration) }
      if plainBefore != snapshot.plainChoice { followPlainMode(isTyped: isTyped) }
      followNotebook()
    }
  }

  /// Goes on line by line after `set plain`; what was typed is remembered for later sessions.
  private func followPlainMode(isTyped: Bool) {
    guard let choice = snapshot.plainChoice else { return }
    if isTyped { message = remembered.remember(choice) }
    guard choice else { return }
    guard !mode.isForced else {
      message = "--no-plain or ACCESSIBLE=0 holds in this session"
      return
    }
    goesOnPlain = true
    isRunning = false
  }

  /// The cells that have not begun, for a session that goes on without the screen.
  var waitingCells: [PlainNotebook.WaitingCell] {
    queue.compactMap { place in
      guard case .cell(let source, _) = entries[place].content else { return nil }
      return PlainNotebook.WaitingCell(source: source, id: entries[place].cellID)
    }
  }

  /// Takes over what `set color=` and `set theme=` chose.
  private func followColours() {
    let chosen = fullPalette.following(snapshot)
    guard chosen != palette else { return }
    palette = chosen
    drawn = [:]
    screen.palette = chosen.appearance
  }

  private func finish(_ entry: Int, _ output: CellOutput) {
    guard case .cell(let source, _) = entries[entry].content else { return }
    entries[entry].content = .cell(source: source, output: .finished(output))
    entries[entry].number = output.number
    entries[entry].cellID = output.id
    drawn[entry] = nil
    history?.append(
      HistoryEntry(
        time: secondsSince1970(), status: output.status == .ok ? 0 : 1,
        milliseconds: Int(output.seconds * 1000), text: source))
    message =
      leaving.journal?.takeProblem()?.description ?? history?.takeProblem()?.description ?? message
  }
}
