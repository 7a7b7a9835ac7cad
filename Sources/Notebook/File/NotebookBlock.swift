/// A piece of a notebook, in the order of the file.
public enum NotebookBlock: Sendable {
  /// Markdown, with everything in it that is not ours, as it stands in the file.
  case text(String)
  /// Commands.
  case cell(NotebookCell)
  /// What a cell printed.
  case output(NotebookOutput)

  /// The piece as it stands in the file.
  public var text: String {
    switch self {
    case .text(let text): text
    case .cell(let cell): cell.block.text
    case .output(let output): output.block.text
    }
  }
}
