/// How often members of each class were taken for each class: rows the true ones, columns the
/// predicted ones.
public struct ConfusionChart: Hashable, Sendable {
  /// What the chart shows.
  public var title: String
  /// The names of the classes.
  public var classes: [String]
  /// The counts, a row for each true class; (C, C) for C classes.
  public var counts: [[Int]]

  /// A chart of counts; what the rows lack counts as 0.
  public init(title: String = "", classes: [String], counts: [[Int]]) {
    self.title = title
    self.classes = classes
    self.counts = counts
  }

  /// How often a class was taken for a class.
  func count(true row: Int, predicted column: Int) -> Int {
    guard counts.indices.contains(row), counts[row].indices.contains(column) else { return 0 }
    return max(0, counts[row][column])
  }

  /// The members of a class.
  func total(true row: Int) -> Int {
    classes.indices.reduce(0) { $0 + count(true: row, predicted: $1) }
  }

  /// The share of the members of a class that were taken for a class; 0 where it has none.
  func share(true row: Int, predicted column: Int) -> Double {
    Double(count(true: row, predicted: column)) / Double(max(1, total(true: row)))
  }

  /// How many answers there are, and how many of them are right.
  var summary: String {
    let right = classes.indices.reduce(0) { $0 + count(true: $1, predicted: $1) }
    let all = classes.indices.reduce(0) { $0 + total(true: $1) }
    return "\(right) of \(all) right"
  }
}

extension ConfusionChart: Picture {
  /// Every count is shown.
  public var droppedPoints: Int { 0 }

  /// The chart as characters: the counts themselves on the colours, or behind the shades, of their
  /// shares of the row.
  public func grid(_ options: PlotOptions) -> CellGrid {
    guard !classes.isEmpty else { return emptyGrid("nothing to draw: no classes", options) }
    return ConfusionPicture(self, options: options).grid
  }
}
