/// Predictions sorted by confidence into bins of equal width, to compare confidence and accuracy.
///
/// Bin k of K holds the confidences in (k/K, (k+1)/K]; a confidence of 0 goes to the first bin and
/// one that rounding has pushed above 1 to the last.
public struct ReliabilityBins: Equatable, Sendable {
  /// The predictions of one range of confidence.
  public struct Bin: Equatable, Sendable {
    /// The confidence that the bin begins above.
    public let low: Double
    /// The confidence that the bin ends with.
    public let high: Double
    /// The number of predictions.
    public let count: Int
    /// The number of right predictions.
    public let correctCount: Int
    /// The sum of the confidences.
    public let confidenceSum: Double
    /// The 95 % interval of the accuracy.
    public let interval: WilsonInterval

    /// The mean confidence, NaN in an empty bin.
    public var meanConfidence: Double { confidenceSum / Double(count) }

    /// The fraction of right predictions, NaN in an empty bin.
    public var accuracy: Double { Double(correctCount) / Double(count) }

    /// The distance of confidence and accuracy, 0 in an empty bin.
    public var gap: Double { count == 0 ? 0 : abs(accuracy - meanConfidence) }
  }

  /// The bins, from low confidence to high.
  public let bins: [Bin]

  /// Sorts predictions, given by their confidence and whether they were right.
  public init(
    confidences: [Double], correct: [Bool], binCount: Int = 15
  ) throws(DiagnosticsError) {
    guard binCount > 0 else { throw .binCount(binCount) }
    guard confidences.count == correct.count else {
      throw .countMismatch(predictions: confidences.count, targets: correct.count)
    }
    try checkProbabilities(confidences, perExample: 1)
    var counts = [Int](repeating: 0, count: binCount)
    var hits = counts
    var sums = [Double](repeating: 0, count: binCount)
    for (confidence, isCorrect) in zip(confidences, correct) {
      let bin = reliabilityBin(of: confidence, binCount: binCount)
      counts[bin] += 1
      hits[bin] += isCorrect ? 1 : 0
      sums[bin] += confidence
    }
    bins = (0..<binCount).map { bin in
      Bin(
        low: edge(bin, binCount), high: edge(bin + 1, binCount), count: counts[bin],
        correctCount: hits[bin], confidenceSum: sums[bin],
        interval: WilsonInterval(successes: hits[bin], trials: counts[bin]))
    }
  }

  /// The number of predictions.
  public var count: Int { bins.reduce(0) { $0 + $1.count } }

  /// The expected calibration error: the mean gap of the bins, weighted by their counts.
  public var expectedCalibrationError: Double {
    bins.reduce(0) { $0 + Double($1.count) * $1.gap } / Double(count)
  }

  /// The maximum calibration error: the largest gap of a bin that is not empty, NaN when all are.
  public var maximumCalibrationError: Double {
    count == 0 ? .nan : bins.reduce(0) { max($0, $1.gap) }
  }
}

private func edge(_ position: Int, _ binCount: Int) -> Double {
  Double(position) / Double(binCount)
}

/// The bin of a confidence; the product with the number of bins may round across an edge, so the
/// edges themselves decide.
func reliabilityBin(of confidence: Double, binCount: Int) -> Int {
  let guess = Int((confidence * Double(binCount)).rounded(.up)) - 1
  let bin = min(max(guess, 0), binCount - 1)
  if bin > 0 && confidence <= edge(bin, binCount) { return bin - 1 }
  if bin < binCount - 1 && confidence > edge(bin + 1, binCount) { return bin + 1 }
  return bin
}
