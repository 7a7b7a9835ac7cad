/// Any of the pictures.
public enum Plot: Hashable, Sendable {
  /// Curves, points and bands over an axis.
  case line(LinePlot)
  /// Counts of values in intervals.
  case histogram(Histogram)
  /// Accuracy against confidence.
  case reliability(ReliabilityDiagram)
  /// Named quantities.
  case bars(BarChart)
  /// A number for each place of a plane.
  case heatmap(Heatmap)
  /// Counts of what was taken for what.
  case confusion(ConfusionChart)

  /// The picture itself.
  public var picture: any Picture {
    switch self {
    case .line(let plot): plot
    case .histogram(let plot): plot
    case .reliability(let plot): plot
    case .bars(let plot): plot
    case .heatmap(let plot): plot
    case .confusion(let plot): plot
    }
  }

  /// What the picture shows.
  public var title: String { picture.title }
  /// How many data points have no place in the picture.
  public var droppedPoints: Int { picture.droppedPoints }
  /// The picture as characters.
  public func grid(_ options: PlotOptions) -> CellGrid { picture.grid(options) }
  /// The picture as a Scalable Vector Graphics file.
  public func svg(theme: Theme) -> String { picture.svg(theme: theme) }
  /// The drawn data as comma-separated values with a header.
  public func csv() -> String { picture.csv() }
  /// The picture in words, one line for each part.
  public func describe() -> [String] { picture.describe() }
}
