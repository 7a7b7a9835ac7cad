import Parallelism

/// The one who holds the session and runs cells, one at a time, away from the screen.
public actor Kernel {
  private let executor = KernelExecutor()
  private let files: NotebookFiles
  private var session = Session()
  private var history: [CellRecord] = []
  /// The notebook with the outputs of the cells that ran.
  public private(set) var notebook: NotebookFile

  /// A kernel with an empty session, whose files are found from a folder on.
  public init(folder: String = "", notebook: NotebookFile = NotebookFile()) {
    files = NotebookFiles(folder: folder)
    self.notebook = notebook
    if let seed = notebook.header.seed { session.settings.seed = UInt64(max(0, seed)) }
  }

  /// The queue on which cells run.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Runs a cell and gives what it has to say; a stopped cell keeps what was finished.
  ///
  /// A cell with an id is one of the notebook's; one without is added at its end.
  public func run(
    _ source: String, id: String? = nil, cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored
  ) -> CellOutput {
    let clock = ContinuousClock()
    let start = clock.now
    var evaluator = Evaluator(
      session, cell: nextCell, files: files, history: history, notebook: notebook,
      cancellation: cancellation, progress: progress)
    var output = evaluator.run(source)
    session = evaluator.session
    output.seconds = start.duration(to: clock.now).seconds
    history.append(
      CellRecord(
        number: nextCell, source: source, succeeded: output.status != .failed,
        seconds: output.seconds, problem: output.problem ?? output.lastWarning.map { ($0, source) })
    )
    record(source, id, output)
    return output
  }

  private func record(_ source: String, _ id: String?, _ output: CellOutput) {
    let id = id ?? notebook.append(source: source)
    notebook.setOutput(
      output.recordedLines().joined(separator: "\n"), status: output.fileStatus, of: id)
  }

  /// The number the next cell will have.
  public var nextCell: Int { history.count + 1 }

  /// What the language may ask about the session as it is now.
  public var snapshot: SessionSnapshot { SessionSnapshot(session, files: files) }
}
