import Parallelism

/// A notebook run from top to bottom in a session of its own.
public struct Replay: Sendable {
  /// The notebook with the outputs of this run.
  public private(set) var notebook: NotebookFile
  /// What each cell gave, in order.
  public private(set) var outputs: [(id: String, source: String, output: CellOutput)] = []

  /// Runs a notebook's cells, whose files are found from a folder on; stops at the first cell that
  /// fails unless told to go on, and at the one that is stopped.
  ///
  /// Each cell is handed to `beginning` before it runs, and to `report` once it has finished.
  public init(
    _ notebook: NotebookFile, folder: String, keepsGoing: Bool = false,
    cancellation: Cancellation = Cancellation(),
    beginning: (NotebookCell) -> Void = { _ in },
    report: (NotebookCell, CellOutput) -> Void = { _, _ in }
  ) async {
    let kernel = Kernel(folder: folder, notebook: notebook)
    for cell in notebook.cells {
      beginning(cell)
      let output = await kernel.run(cell.source, id: cell.id, cancellation: cancellation)
      outputs.append((cell.id, cell.source, output))
      report(cell, output)
      if cancellation.isCancelled || (output.status != .ok && !keepsGoing) { break }
    }
    self.notebook = await kernel.notebook
  }

  /// Whether every cell succeeded.
  public var succeeded: Bool { outputs.allSatisfy { $0.output.status == .ok } }

  /// How the outputs differ from what a notebook has recorded: the cells that differ, with the lines.
  ///
  /// `tolerance` is the relative difference of two numbers that still agree.
  public func differences(
    from recorded: NotebookFile, tolerance: Double = 1e-6
  ) -> [NotebookComparison] {
    recorded.comparisons(with: notebook, tolerance: LineTolerance(relative: tolerance))
      .filter { !$0.agrees }
  }
}

extension CellOutput {
  /// How the run ended, in the words of a notebook file.
  public var fileStatus: NotebookOutput.Status {
    switch status {
    case .ok: .ok
    case .failed: .failed
    case .partial: .partial
    }
  }
}
