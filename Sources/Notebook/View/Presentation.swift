/// A notebook that is shown piece by piece: each step shows the text up to the next cell and the cell, or
/// runs the cell that was shown.
public struct Presentation: Sendable {
  /// What a step does.
  public enum Step: Sendable {
    /// Shows texts, and a cell that does not run yet; nil at the end of the notebook.
    case show(texts: [String], cell: NotebookCell?)
    /// Runs the cell that was shown last.
    case run(NotebookCell)
  }

  private var blocks: ArraySlice<NotebookBlock>
  private var shown: NotebookCell?
  private let cellCount: Int
  private var ranCount = 0

  /// A notebook at its beginning.
  public init(_ notebook: NotebookFile) {
    blocks = notebook.blocks[...]
    cellCount = notebook.cells.count
  }

  /// Whether every piece was shown and every cell ran.
  public var isOver: Bool { shown == nil && blocks.isEmpty }

  /// How far it is: the cells that ran, of how many.
  public var progress: String { "\(ranCount) of \(cellCount)" }

  /// The next step; nil once it is over.
  public mutating func next() -> Step? {
    if let cell = shown {
      shown = nil
      ranCount += 1
      dropOutputs()
      return .run(cell)
    }
    guard !blocks.isEmpty else { return nil }
    var texts: [String] = []
    while let block = blocks.popFirst() {
      switch block {
      case .text(let text): texts.append(text)
      case .output: break
      case .cell(let cell):
        shown = cell
        return .show(texts: texts, cell: cell)
      }
    }
    return .show(texts: texts, cell: nil)
  }

  /// Goes over what the file recorded, so that the last cell is the end where no text follows it.
  private mutating func dropOutputs() {
    while case .output? = blocks.first { blocks.removeFirst() }
  }
}
