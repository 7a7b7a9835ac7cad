/// Why a cell does not hold what its column holds.
public enum CellFlaw: Equatable, Sendable {
  /// It is empty, or says so: `NA`, `NaN`, `?`.
  case missing
  /// It holds text among numbers.
  case notANumber
  /// It holds infinity, or a number too large for a Double.
  case infinite

  /// What follows the place of the cell in an error.
  func description(of text: String) -> String {
    switch self {
    case .missing:
      text.isEmpty ? "the cell is empty" : "\(quoted(text)) stands for a missing value"
    case .notANumber: "\(quoted(text)) is not a number; the rest of the column is"
    case .infinite: "\(quoted(text)) is not a finite number"
    }
  }

  private func quoted(_ text: String) -> String {
    text.count > 40 ? "'\(text.prefix(40))...'" : "'\(text)'"
  }
}
