/// Why the columns of a table are not what was asked for.
public enum ColumnFlaw: Equatable, Sendable {
  /// The table has no column of this name; those it has follow.
  case missing(String, columns: [String])
  /// Two columns have the same name.
  case duplicate(String)
  /// One column is asked for twice, or as input and as target.
  case usedTwice(String)
  /// No column is left for the inputs.
  case noInputs
  /// Classes are asked of several columns at once.
  case severalForClasses([String])
  /// Numbers are asked of a column of text.
  case text(String, example: String)
  /// Every row of the class column says the same.
  case oneClass(String, className: String)
  /// A text column has too many different values to become one input each.
  case tooManyLevels(String, limit: Int)
  /// All values of the column are the same, so that there is nothing to divide by.
  case constant([String])

  /// The flaw in one sentence.
  var description: String {
    switch self {
    case .missing(let name, let columns):
      "there is no column '\(name)'; the columns are \(listed(columns))"
    case .duplicate(let name): "two columns are named '\(name)'"
    case .usedTwice(let name): "column '\(name)' is asked for twice"
    case .noInputs: "no column is left for the inputs"
    case .severalForClasses(let names):
      "classes come from one column; \(names.count) were given: \(listed(names))"
    case .text(let name, let example):
      "column '\(name)' holds text such as '\(example)'; expected numbers"
    case .oneClass(let name, let className):
      "every row of column '\(name)' is of class '\(className)'; expected two classes or more"
    case .tooManyLevels(let name, let limit):
      "text column '\(name)' has more than \(limit) different values; leave it out of the inputs"
    case .constant(let names):
      "all values are the same in \(listed(names)): nothing to scale by"
    }
  }
}
