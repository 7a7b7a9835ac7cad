/// A notebook as a file: `NAME.la.md`, Markdown with cells of commands and what they printed.
///
/// What is read and not changed is written back byte for byte, line endings included; what is new
/// gets the line ending of the first line.
public struct NotebookFile: Sendable {
  /// The fields at the top.
  public internal(set) var header: NotebookHeader
  /// The pieces after the header, in order.
  public internal(set) var blocks: [NotebookBlock]

  /// A new, empty notebook.
  public init(title: String? = nil, seed: Int? = nil) {
    header = NotebookHeader(title: title, seed: seed)
    blocks = []
  }

  /// The notebook that a text is.
  public init(text: String) throws(NotebookFileError) {
    var reader = NotebookReader(text)
    header = try reader.header()
    blocks = try reader.blocks()
  }

  /// The notebook that the bytes of a file are.
  public init(bytes: some Collection<UInt8>) throws(NotebookFileError) {
    if let line = firstLineThatIsNotUTF8(bytes) { throw .notUTF8(line: line) }
    try self.init(text: String(decoding: bytes, as: UTF8.self))
  }

  /// The text of the file.
  public var text: String { header.text + blocks.map(\.text).joined() }
}

extension NotebookFile {
  /// The cells, in order.
  public var cells: [NotebookCell] {
    blocks.compactMap { block in
      guard case .cell(let cell) = block else { return nil }
      return cell
    }
  }

  /// The cell of an id.
  public func cell(_ id: String) -> NotebookCell? { cells.first { $0.id == id } }

  /// What the cell of an id printed, if that was recorded.
  public func output(of id: String) -> NotebookOutput? {
    for case .output(let output) in blocks where output.id == id { return output }
    return nil
  }

  /// The line ending of the first line.
  var lineEnding: String { header.opening.utf8.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n" }
}
