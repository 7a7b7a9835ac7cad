/// How many values lie in each of some intervals of equal width.
public struct Histogram: Hashable, Sendable {
  /// Values that belong together.
  public struct Group: Hashable, Sendable {
    /// The name in the legend.
    public var name: String
    /// The values, in any order.
    public var values: [Double]

    /// A named group of values.
    public init(_ name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// What the histogram shows.
  public var title: String
  /// The name of the quantity.
  public var label: String
  /// The groups, drawn side by side.
  public var groups: [Group]

  /// A histogram that compares groups of values.
  public init(title: String = "", label: String = "", groups: [Group]) {
    self.title = title
    self.label = label
    self.groups = groups
  }

  /// A histogram of values.
  public init(title: String = "", label: String = "", values: [Double]) {
    self.init(title: title, label: label, groups: [Group("", values: values)])
  }

  /// The values that have a place.
  static func drawn(_ values: [Double]) -> [Double] {
    values.filter { AxisScale.linear.transformed($0) != nil }
  }
}

extension Histogram: Picture {
  /// How many values are not finite.
  public var droppedPoints: Int {
    groups.reduce(0) { $0 + $1.values.count - Self.drawn($1.values).count }
  }

  /// The histogram as characters, with bars in eighths of a cell.
  public func grid(_ options: PlotOptions) -> CellGrid {
    let limit = max(5, (options.width - 8) / 4)
    guard let counts = HistogramCounts(self, limit: limit, glyphs: options.glyphs) else {
      return emptyGrid("nothing to draw: no finite values", options)
    }
    return HistogramPicture(self, counts: counts, options: options).grid
  }
}
