import Parallelism

/// The one who holds the session and runs cells, one at a time, away from the screen.
public actor Kernel {
  private let executor = KernelExecutor()
  private let files: NotebookFiles
  private let journals: JournalFolder?
  private let journal: Journal?
  private let lessons: LessonProgress?
  private var session: Session
  private var graph: CellGraph
  private var inputs = NotebookInputs()
  private var areInputsChecked = false
  private var history: [CellRecord] = []

  /// A kernel with an empty session, whose files are found from a folder on.
  ///
  /// With journals, everything that is handed in is on the disk before it runs, and `recover` finds the
  /// sessions that were cut off.
  public init(
    folder: String = "", notebook: NotebookFile = NotebookFile(), journals: JournalFolder? = nil,
    journal: Journal? = nil, lessons: LessonProgress? = nil
  ) {
    files = NotebookFiles(folder: folder)
    self.journals = journals
    self.journal = journal
    self.lessons = lessons
    var settings = SessionSettings()
    if let seed = notebook.header.seed { settings.seed = UInt64(max(0, seed)) }
    session = Session(settings: settings)
    graph = CellGraph(notebook, settings: settings)
  }

  /// The queue on which cells run.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// The notebook with the outputs of the cells that ran.
  public var notebook: NotebookFile { graph.notebook }

  /// The number the next cell will have.
  public var nextCell: Int { graph.lastNumber + 1 }

  /// What the language may ask about the session as it is now.
  public var snapshot: SessionSnapshot {
    checkInputs()
    return SessionSnapshot(
      session, files: files, staleCells: Set(graph.staleCells().compactMap(graph.number(of:))))
  }

  /// What can be brought back from sessions that were cut off, in a line; nil if there is nothing.
  public var recoveryNotice: String? { journals?.deadSessions().notice }

  // MARK: Running

  /// Runs a cell and gives what it has to say; a stopped cell keeps what was finished.
  ///
  /// A cell with an id is one of the notebook's; one without is added at its end. A cell that has run
  /// before runs at its place, on what the cells above it have made.
  public func run(
    _ source: String, id: String? = nil, cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored
  ) -> CellOutput {
    let known = id.flatMap { id in graph.number(of: id).map { (id: id, number: $0) } }
    if let known { edit(known.id) { $0.source = source } }
    if let known, graph.hasRun(known.id), let cell = graph.cell(known.id), !cell.isAboutCells {
      return rerun(cell, number: known.number, cancellation, progress)
    }
    let number = known?.number ?? graph.takeNumber()
    let isJournaled = known.map { graph.isEdited($0.id) } ?? true
    if isJournaled { keep(JournalCell(number: number, source: source, status: .running)) }
    let clock = ContinuousClock()
    let start = clock.now
    var evaluator = evaluator(of: number, cancellation, progress)
    var output = evaluator.run(source)
    evaluator.followLesson(into: &output)
    output.seconds = start.duration(to: clock.now).seconds
    output.number = number
    take(evaluator)
    history.append(
      CellRecord(
        number: number, source: source, succeeded: output.status != .failed,
        seconds: output.seconds, problem: output.problem ?? output.lastWarning.map { ($0, source) })
    )
    if let id = known?.id ?? (evaluator.isOffTheRecord ? nil : graph.append(source, number: number))
    {
      output.id = id
      graph.note(evaluator.cellRun(of: source), of: id)
      record(output, of: id)
    }
    rerunIfAutomatic(into: &output, cancellation, progress)
    record(output.updates)
    stampFreshOutputs()
    for edit in evaluator.edits { keep(edit.after, of: edit.id) }
    if evaluator.isOffTheRecord {
      keepRemoved(number)
    } else if isJournaled {
      keep(output, source)
    }
    for claim in evaluator.recovered { recover(claim, into: &output) }
    if output.savesNotebook { journal?.record(.saved) }
    return output
  }

  private func evaluator(
    of number: Int, _ cancellation: Cancellation, _ progress: Progress
  ) -> Evaluator {
    Evaluator(
      session, graph, cell: number,
      in: Evaluator.Environment(
        files: files, history: history, journals: journals, lessons: lessons,
        cancellation: cancellation, progress: progress))
  }

  private func take(_ evaluator: Evaluator) {
    session = evaluator.session
    graph = evaluator.graph
  }

  private func rerun(
    _ cell: NotebookCell, number: Int, _ cancellation: Cancellation, _ progress: Progress
  ) -> CellOutput {
    if graph.isEdited(cell.id) {
      keep(JournalCell(number: number, source: cell.source, status: .running))
    }
    var evaluator = evaluator(of: number, cancellation, progress)
    var output = evaluator.rerun(cell, number: number)
    evaluator.followLesson(into: &output)
    take(evaluator)
    record(output, of: cell.id)
    if graph.isEdited(cell.id) { keep(output, cell.source) }
    rerunIfAutomatic(into: &output, cancellation, progress)
    record(output.updates)
    stampFreshOutputs()
    return output
  }

  /// Runs stale cells when `set rerun=auto` asks for it.
  private func rerunIfAutomatic(
    into output: inout CellOutput, _ cancellation: Cancellation, _ progress: Progress
  ) {
    guard session.settings.rerun == .auto, output.status == .ok else { return }
    var evaluator = evaluator(of: output.number, cancellation, progress)
    evaluator.rerunStaleCells(into: &output)
    take(evaluator)
  }

  private func record(_ output: CellOutput, of id: String) {
    graph.setOutput(
      output.recordedLines().joined(separator: "\n"), status: output.fileStatus, inputs: nil, of: id
    )
  }

  /// Records for every output that belongs to what its cell depends on now the hash of that.
  private func stampFreshOutputs() {
    let stale = Set(graph.staleCells())
    let hashes = inputs.hashes(of: graph.notebook, files: files)
    for cell in graph.cells where graph.hasRun(cell.id) && !stale.contains(cell.id) {
      graph.stamp(hashes[cell.id], on: cell.id)
    }
  }

  private func record(_ updates: [CellUpdate]) {
    for update in updates {
      record(update.output, of: update.id)
      if graph.isEdited(update.id) { keep(update.output, update.source) }
    }
  }

  /// Finds the cells whose recorded output belongs to other inputs than they have now.
  private func checkInputs() {
    guard !areInputsChecked else { return }
    areInputsChecked = true
    let notebook = graph.notebook
    let recorded = notebook.cells.compactMap { cell in
      notebook.output(of: cell.id)?.inputs.map { (id: cell.id, hash: $0) }
    }
    guard !recorded.isEmpty else { return }
    let present = inputs.hashes(of: notebook, files: files)
    graph.distrust(recorded.filter { present[$0.id] != $0.hash }.map(\.id))
  }
}

// MARK: Editing

extension Kernel {
  /// Gives a cell other commands, which do not run by that; what it printed is forgotten, and `undo`
  /// brings both back.
  ///
  /// Gives what ran because of it, which is nothing unless `set rerun=auto` was chosen.
  @discardableResult
  public func replaceCell(
    id: String, source: String, cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored
  ) -> CellOutput {
    edit(id) { $0.source = source }
    return afterEditing(cancellation, progress)
  }

  /// Removes a cell and what it printed; the names it made stay, and `undo` brings it back.
  ///
  /// Gives what ran because of it, which is nothing unless `set rerun=auto` was chosen.
  @discardableResult
  public func removeCell(
    id: String, cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) -> CellOutput {
    edit(id) { $0.isRemoved = true }
    return afterEditing(cancellation, progress)
  }

  /// Changes a cell in a step that can be undone; nothing happens where nothing changes.
  private func edit(_ id: String, _ change: (inout CellGraph.State) -> Void) {
    guard let before = graph.state(of: id) else { return }
    var after = before
    change(&after)
    guard after.isRemoved != before.isRemoved || after.source != before.source else { return }
    if after.source != before.source { after.output = nil }
    let edit = CellEdit(id: id, before: before, after: after)
    graph.set(after, of: id)
    session.note(edit)
    keep(after, of: id)
  }

  private func afterEditing(
    _ cancellation: Cancellation, _ progress: Progress
  ) -> CellOutput {
    var output = CellOutput()
    rerunIfAutomatic(into: &output, cancellation, progress)
    record(output.updates)
    stampFreshOutputs()
    return output
  }
}

// MARK: The journal

extension Kernel {
  private func keep(_ cell: JournalCell) { journal?.record(.cell(cell)) }

  private func keep(_ output: CellOutput, _ source: String) {
    guard journal != nil else { return }
    keep(
      JournalCell(
        number: output.number, source: source, status: JournalCell.Status(output.status),
        output: output.recordedLines()))
  }

  private func keep(_ state: CellGraph.State, of id: String) {
    guard let number = graph.number(of: id) else { return }
    guard !state.isRemoved else { return keepRemoved(number) }
    let lines = state.output.map {
      $0.text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    keep(
      JournalCell(
        number: number, source: state.source,
        status: state.output.map { JournalCell.Status($0.status) } ?? .waiting,
        output: lines?.map(String.init) ?? []))
  }

  private func keepRemoved(_ number: Int) { journal?.record(.removed(number)) }

  /// Adds the cells of a dead session's journal to the notebook, and removes the journal once they are
  /// in the one of this session.
  private func recover(_ claim: JournalClaim, into output: inout CellOutput) {
    let content = JournalContent(bytes: claim.bytes() ?? [])
    var recovery = Recovery()
    recovery.line = content.line
    for old in content.cells {
      let number = graph.takeNumber()
      let id = graph.append(old.source, number: number)
      let cell = JournalCell(
        number: number, source: old.source, status: old.status, output: old.output)
      if let status = cell.fileStatus {
        graph.setOutput(
          cell.shownOutput.joined(separator: "\n"), status: status, inputs: nil, of: id)
      }
      graph.distrust([id])
      recovery.cells.append((id, cell))
      keep(cell)
    }
    output.recovery = recovery
    if journal == nil || journal?.isWritten == true { claim.removeFile() }
  }
}
