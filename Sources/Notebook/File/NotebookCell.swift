/// Commands of a notebook, under an id that never changes.
public struct NotebookCell: Sendable {
  /// The id, without its sign: `c5`.
  public let id: String
  let block: FencedBlock

  /// The commands, lines separated by a newline.
  public var source: String { block.content }

  init(id: String, block: FencedBlock) {
    self.id = id
    self.block = block
  }

  init(id: String, source: String, lineEnding: String) {
    self.id = id
    block = FencedBlock(info: "la #\(id)", content: source, lineEnding: lineEnding)
  }
}
