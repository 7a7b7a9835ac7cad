/// Why bytes are not a notebook; every case names its line, counted from 1.
public enum NotebookFileError: Error, Equatable, Sendable {
  /// The bytes are not UTF-8.
  case notUTF8(line: Int)
  /// The file does not begin with a header.
  case missingHeader
  /// The header has no end.
  case unterminatedHeader(line: Int)
  /// The header does not say which format it is.
  case missingVersion(line: Int)
  /// The format is another one than ours.
  case unknownVersion(line: Int, found: String)
  /// A field of the header has a value it cannot have.
  case malformedField(line: Int, name: String, found: String, expected: String)
  /// A field of the header appears twice.
  case repeatedField(line: Int, name: String)
  /// A block of code has no end.
  case unterminatedFence(line: Int)
  /// A cell has no id.
  case cellWithoutID(line: Int)
  /// Two cells have the same id.
  case duplicateID(line: Int, id: String)
  /// An output belongs to no cell before it.
  case outputWithoutCell(line: Int, id: String)
  /// A cell has two outputs.
  case duplicateOutput(line: Int, id: String)
  /// An output ended in a way we do not know.
  case unknownStatus(line: Int, found: String)

  /// Where the trouble is, counted from 1.
  public var line: Int {
    switch self {
    case .missingHeader: 1
    case .notUTF8(let line), .unterminatedHeader(let line), .missingVersion(let line),
      .unknownVersion(let line, _), .malformedField(let line, _, _, _),
      .repeatedField(let line, _), .unterminatedFence(let line), .cellWithoutID(let line),
      .duplicateID(let line, _), .outputWithoutCell(let line, _), .duplicateOutput(let line, _),
      .unknownStatus(let line, _):
      line
    }
  }
}

extension NotebookFileError: CustomStringConvertible {
  /// What is wrong, with its line.
  public var description: String { "line \(line): \(reason)" }

  private var reason: String {
    switch self {
    case .notUTF8: "these bytes are not UTF-8 text"
    case .missingHeader: "a notebook begins with a line --- and the format, la: 1"
    case .unterminatedHeader: "the header that begins here has no closing ---"
    case .missingVersion: "the header does not say the format, la: 1"
    case .unknownVersion(_, let found):
      "the notebook has format '\(found)'; this program reads format \(NotebookHeader.version)"
    case .malformedField(_, let name, let found, let expected):
      "\(name) is '\(found)', where \(expected) should be"
    case .repeatedField(_, let name): "\(name) was given before"
    case .unterminatedFence: "the block that begins here is not closed"
    case .cellWithoutID: "a cell needs an id, such as ```la #c1"
    case .duplicateID(_, let id): "another cell has the id #\(id)"
    case .outputWithoutCell(_, let id): "no cell before this output has the id #\(id)"
    case .duplicateOutput(_, let id): "cell #\(id) has an output already"
    case .unknownStatus(_, let found):
      "an output is ok, failed or partial, not '\(found)'"
    }
  }

  /// The error as a problem of a command that opens the file.
  public func problem(opening path: String) -> Problem {
    Problem(
      .fileMalformed, "\(path) cannot be opened as a notebook: \(description).",
      remedies: ["mend line \(line) in an editor"])
  }
}
