import RealModule
import Tensors

/// How well predicted class probabilities meet the classes that came.
public struct ClassificationScores: Equatable, Sendable {
  /// The number of examples.
  public let count: Int
  /// `-log p(true class)` of each example, natural; infinite when it was given probability 0.
  public let negativeLogLikelihoods: [Double]
  /// `sum_c (p_c - [c is true])^2` of each example.
  public let squaredErrors: [Double]
  /// The fraction of examples whose most probable class is the true one; of equals the first counts.
  public let accuracy: Double
  /// The predictions by confidence, which is the probability of the most probable class.
  public let reliability: ReliabilityBins
  /// What each prediction adds to the expected calibration error.
  public let calibrationTerms: CalibrationTerms

  /// Scores probabilities `[N, C]` against one label from 0 to C - 1 for each row.
  public init(
    probabilities: Tensor<Double>, labels: [Int], binCount: Int = 15
  ) throws(DiagnosticsError) {
    guard probabilities.shape.rank == 2, probabilities.shape[1] > 0 else {
      throw .shape(
        of: "probabilities", expected: "examples x classes", found: probabilities.shape)
    }
    let classCount = probabilities.shape[1]
    try checkLabels(labels, rows: probabilities.shape[0], classCount: classCount)
    try checkProbabilities(probabilities.scalars, perExample: classCount)
    let rows = labels.indices.map {
      probabilities.scalars[$0 * classCount..<($0 + 1) * classCount]
    }
    let predicted = rows.map(positionOfMaximum)
    let correct = zip(predicted, labels).map { $0 == $1 }

    count = labels.count
    negativeLogLikelihoods = zip(rows, labels).map { -.log($0[$0.startIndex + $1]) }
    accuracy = mean(correct.map { $0 ? 1 : 0 })
    squaredErrors = zip(rows, labels).map(squaredDistance)
    let confidences = zip(rows, predicted).map { $0[$0.startIndex + $1] }
    reliability = try ReliabilityBins(
      confidences: confidences, correct: correct, binCount: binCount)
    calibrationTerms = CalibrationTerms(
      confidences: confidences, correct: correct, binCount: binCount)
  }

  /// The mean of `negativeLogLikelihoods`.
  public var negativeLogLikelihood: Double { mean(negativeLogLikelihoods) }

  /// The mean of `squaredErrors`, from 0 to 2 (Brier, 1950).
  public var brierScore: Double { mean(squaredErrors) }

  /// The expected calibration error over the bins of `reliability`.
  public var expectedCalibrationError: Double { reliability.expectedCalibrationError }

  /// The maximum calibration error over the bins of `reliability`.
  public var maximumCalibrationError: Double { reliability.maximumCalibrationError }
}

/// Checks that each row has a label, from 0 to C - 1.
func checkLabels(
  _ labels: [Int], rows: Int, classCount: Int
) throws(DiagnosticsError) {
  guard !labels.isEmpty || rows > 0 else { throw .noPredictions }
  guard labels.count == rows else {
    throw .countMismatch(predictions: rows, targets: labels.count)
  }
  if let row = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
    throw .labelOutOfRange(row: row + 1, label: labels[row], classCount: classCount)
  }
}

/// The first of the largest elements, counted from 0.
func positionOfMaximum(_ row: ArraySlice<Double>) -> Int {
  var best = row.startIndex
  for index in row.indices where row[index] > row[best] { best = index }
  return best - row.startIndex
}

/// The squared distance of probabilities from the vector that is 1 at the label and 0 elsewhere.
private func squaredDistance(_ row: ArraySlice<Double>, _ label: Int) -> Double {
  row.enumerated().reduce(0) { sum, element in
    let error = element.element - (element.offset == label ? 1 : 0)
    return sum + error * error
  }
}
