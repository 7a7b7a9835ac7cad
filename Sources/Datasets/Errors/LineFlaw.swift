/// Why a line of a file is not a row of a table.
public enum LineFlaw: Equatable, Sendable {
  /// It holds a zero byte, which no text does.
  case binary
  /// It is not UTF-8.
  case notUTF8
  /// It goes on for more than so many bytes.
  case tooLong(limit: Int)
  /// It opens a quote that is never closed.
  case unterminatedQuote
  /// Text stands between a closing quote and the next separator.
  case textAfterQuote(column: Int)
  /// It has more or fewer cells than the first line.
  case ragged(expected: Int, found: Int)
  /// It has more cells than a table may have columns.
  case tooManyColumns(limit: Int)

  /// What follows the number of the line in an error.
  var description: String {
    switch self {
    case .binary: " holds a zero byte; expected text in UTF-8"
    case .notUTF8: " is not text in UTF-8"
    case .tooLong(let limit): " goes on for more than \(limit) bytes; expected a row of a table"
    case .unterminatedQuote: " opens a quote that is never closed"
    case .textAfterQuote(let column):
      ", column \(column): text follows a closing quote; a quote inside quotes is written twice"
    case .ragged(let expected, let found):
      " has \(counted(found, "cell")); expected \(expected) as in the first line"
    case .tooManyColumns(let limit): " has more than \(limit) cells"
    }
  }
}
