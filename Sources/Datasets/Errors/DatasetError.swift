import Tensors

/// What can be wrong with data, with the place where it is wrong.
///
/// Lines, rows and columns are counted from 1; a line is a line of the file, a row an example.
public enum DatasetError: Error, Equatable, Sendable {
  /// The system does not let the file be read.
  case unreadable(FileFailure)
  /// The file has no rows.
  case emptyFile
  /// A line of the file is not a row of a table.
  case line(Int, LineFlaw)
  /// A cell does not hold what its column holds.
  case cell(CellFlaw, text: String, line: Int, column: String)
  /// The bytes are not a NumPy array that can be read.
  case array(ArrayFlaw)
  /// The columns are not what was asked for.
  case columns(ColumnFlaw)
  /// The numbers of a data set do not go together.
  case examples(ExampleFlaw)
  /// A name that stands for nothing, with those that stand for something.
  case unknownName(String, kind: String, names: [String])
  /// A setting outside its range.
  case setting(String, requirement: String)
  /// A part of a split that would be empty.
  case emptyPart(fraction: Double, count: Int)
}

extension DatasetError: CustomStringConvertible {
  /// The error in one sentence, naming the place and what was expected.
  public var description: String {
    switch self {
    case .unreadable(let failure): "cannot read \(failure)"
    case .emptyFile: "the file holds no rows; expected a header and rows of cells"
    case .line(let line, let flaw): "line \(line)\(flaw.description)"
    case .cell(let flaw, let text, let line, let column):
      "line \(line), column '\(column)': \(flaw.description(of: text))"
    case .array(let flaw): flaw.description
    case .columns(let flaw): flaw.description
    case .examples(let flaw): flaw.description
    case .unknownName(let name, let kind, let names):
      "there is no \(kind) '\(name)'; there are \(listed(names))"
    case .setting(let setting, let requirement): "\(setting) must be \(requirement)"
    case .emptyPart(let fraction, let count):
      "a part of \(fraction) of \(counted(count, "example")) would be empty"
    }
  }
}

/// Names in quotes, the first dozen of them.
package func listed(_ names: [String]) -> String {
  let shown = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
  return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
}

/// A number and its noun: `1 name`, `2 names`.
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}
