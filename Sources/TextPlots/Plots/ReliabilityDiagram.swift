/// How often predictions of a given confidence are right.
public struct ReliabilityDiagram: Hashable, Sendable {
  /// The predictions whose confidence lies in an interval.
  public struct Bin: Hashable, Sendable {
    /// The lower end of the interval of confidence.
    public var low: Double
    /// The upper end of the interval of confidence.
    public var high: Double
    /// The number of predictions.
    public var count: Int
    /// The mean of their confidences.
    public var meanConfidence: Double
    /// The part of them that is right.
    public var accuracy: Double
    /// The lower end of Wilson's interval of the accuracy.
    public var wilsonLow: Double
    /// The upper end of Wilson's interval of the accuracy.
    public var wilsonHigh: Double

    /// A bin; the diagram leaves it out if its count is 0.
    public init(
      low: Double, high: Double, count: Int, meanConfidence: Double, accuracy: Double,
      wilsonLow: Double, wilsonHigh: Double
    ) {
      self.low = low
      self.high = high
      self.count = count
      self.meanConfidence = meanConfidence
      self.accuracy = accuracy
      self.wilsonLow = wilsonLow
      self.wilsonHigh = wilsonHigh
    }

    /// Confidence less accuracy: positive where the predictions are too sure.
    public var gap: Double { meanConfidence - accuracy }

    var isDrawable: Bool {
      count > 0 && [meanConfidence, accuracy].allSatisfy { (0...1).contains($0) }
    }
  }

  /// What the diagram shows.
  public var title: String
  /// The bins in ascending order of confidence.
  public var bins: [Bin]
  /// Lines to be shown under the table, such as `ECE 0.044   n 1400`.
  public var summary: [String]

  /// A diagram of bins.
  public init(title: String = "", bins: [Bin], summary: [String] = []) {
    self.title = title
    self.bins = bins
    self.summary = summary
  }

  /// The bins that hold predictions.
  var drawnBins: [Bin] { bins.filter(\.isDrawable) }

  /// In how many of the bins above one half the predictions are too sure.
  var verdict: String? {
    let upper = drawnBins.filter { $0.meanConfidence > 0.5 }
    guard !upper.isEmpty else { return nil }
    let count = upper.count { $0.gap > 0 }
    return "overconfident in \(count) of \(upper.count) bins above 0.5"
  }
}

extension ReliabilityDiagram: Picture {
  /// How many bins hold predictions but no numbers between 0 and 1.
  public var droppedPoints: Int { bins.count { $0.count > 0 && !$0.isDrawable } }

  /// The diagram as characters, with the numbers at its right, or below where the width is small.
  public func grid(_ options: PlotOptions) -> CellGrid {
    guard !drawnBins.isEmpty else {
      return emptyGrid("nothing to draw: no bin holds a prediction", options)
    }
    return ReliabilityPicture(self, options: options).grid
  }
}
