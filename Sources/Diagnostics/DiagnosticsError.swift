import Tensors

/// Why predictions cannot be scored.
public enum DiagnosticsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There are no predictions.
  case noPredictions
  /// There are more or fewer predictions than targets.
  case countMismatch(predictions: Int, targets: Int)
  /// Tensors that should have one shape have two, or one that is no matrix.
  case shape(of: String, expected: String, found: Shape)
  /// A number is no probability.
  case notAProbability(row: Int, value: Double)
  /// A label is not the number of a class.
  case labelOutOfRange(row: Int, label: Int, classCount: Int)
  /// A variance is negative, or not a number.
  case variance(row: Int, value: Double)
  /// The noise is negative, or not a number.
  case noise(Double)
  /// A level of coverage is not strictly between 0 and 1.
  case level(Double)
  /// A score of an example is not a number.
  case notANumber(row: Int)
  /// The number of bins is not positive.
  case binCount(Int)

  /// The error in one sentence; rows are counted from 1.
  public var description: String {
    switch self {
    case .noPredictions: "there are no predictions to score"
    case .countMismatch(let predictions, let targets):
      "there are \(predictions) predictions for \(targets) targets"
    case .shape(let what, let expected, let found):
      "the \(what) have shape \(found); expected \(expected)"
    case .notAProbability(let row, let value):
      "row \(row): \(value) is not a probability; expected a number from 0 to 1"
    case .labelOutOfRange(let row, let label, let classCount):
      "row \(row) has label \(label); expected a whole number from 0 to \(classCount - 1)"
    case .variance(let row, let value):
      "row \(row): the predictive variance is \(value); expected a number of 0 or more"
    case .noise(let value): "the noise is \(value); expected a number of 0 or more"
    case .level(let level): "the level is \(level); expected a number between 0 and 1"
    case .notANumber(let row): "row \(row): the score is not a number"
    case .binCount(let count): "\(count) bins asked for; expected 1 or more"
    }
  }
}

/// Checks numbers to be probabilities, with room for the rounding of a softmax in Float.
func checkProbabilities(
  _ probabilities: [Double], perExample width: Int
) throws(DiagnosticsError) {
  let tolerance = 1e-5
  if let index = probabilities.firstIndex(where: { !($0 >= 0 && $0 <= 1 + tolerance) }) {
    throw .notAProbability(row: index / width + 1, value: probabilities[index])
  }
}
