import Tensors

/// Why the numbers of a data set do not go together.
public enum ExampleFlaw: Equatable, Sendable {
  /// There are none.
  case none
  /// There are more or fewer targets than inputs.
  case countMismatch(inputs: Int, targets: Int)
  /// Examples that are to be joined have inputs or targets of different forms.
  case differentForms
  /// Numeric targets are not a matrix.
  case targetShape(Shape)
  /// A label is not the number of a class.
  case labelOutOfRange(row: Int, label: Int, classCount: Int)
  /// Labels of positions are not whole sequences.
  case sequenceLength(labels: Int, length: Int)
  /// A list of names does not fit what it names.
  case nameCount(of: String, expected: Int, found: Int)
  /// A number is NaN or infinite.
  case notFinite(row: Int, column: String)
  /// The examples have more or fewer numbers each than expected.
  case featureCount(expected: Int, found: Int)

  /// The flaw in one sentence.
  var description: String {
    switch self {
    case .none: "the data set has no examples"
    case .differentForms: "the inputs or the targets of the two data sets have different forms"
    case .countMismatch(let inputs, let targets):
      "there are \(counted(inputs, "input")) and \(counted(targets, "target")); "
        + "expected as many of each"
    case .targetShape(let shape):
      "numeric targets have shape \(shape); expected examples x outputs"
    case .labelOutOfRange(let row, let label, let classCount):
      "row \(row) has label \(label); expected a whole number from 0 to \(classCount - 1)"
    case .sequenceLength(let labels, let length):
      "\(counted(labels, "label")) are no whole sequences of length \(length)"
    case .nameCount(let what, let expected, let found):
      "\(counted(found, "name")) given for the \(what); expected \(expected)"
    case .notFinite(let row, let column):
      "row \(row), column '\(column)': the value is not a finite number"
    case .featureCount(let expected, let found):
      "the examples have \(counted(found, "number")) each; expected \(expected)"
    }
  }
}
