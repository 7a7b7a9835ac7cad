/// Named quantities as horizontal bars, the largest first unless their order means something.
public struct BarChart: Hashable, Sendable {
  /// One quantity.
  public struct Bar: Hashable, Sendable {
    /// The name on the left.
    public var label: String
    /// The length of the bar.
    public var value: Double
    /// Half the width of the error bar; nothing for none.
    public var error: Double?

    /// A quantity with or without an error.
    public init(_ label: String, value: Double, error: Double? = nil) {
      self.label = label
      self.value = value
      self.error = error
    }

    var isDrawable: Bool { AxisScale.linear.transformed(value) != nil }

    /// The value and the ends of the error bar.
    var extent: [Double] {
      guard isDrawable else { return [] }
      let error = drawableError ?? 0
      return [value - error, value, value + error]
    }

    /// The error if it can be drawn.
    var drawableError: Double? {
      error.flatMap { $0 > 0 && AxisScale.linear.transformed($0) != nil ? $0 : nil }
    }
  }

  /// What the chart shows.
  public var title: String
  /// The quantities in any order.
  public var bars: [Bar]
  /// Whether the largest comes first.
  public var isSorted: Bool

  /// A chart of quantities.
  public init(title: String = "", bars: [Bar], isSorted: Bool = true) {
    self.title = title
    self.bars = bars
    self.isSorted = isSorted
  }

  /// The bars in the order of the chart: as given, or descending, equal ones as given, undrawable ones
  /// last.
  var sorted: [Bar] {
    guard isSorted else { return bars }
    let ranked = bars.enumerated().sorted { first, second in
      let (a, b) = (first.element, second.element)
      if a.isDrawable != b.isDrawable { return a.isDrawable }
      return a.isDrawable && a.value != b.value ? a.value > b.value : first.offset < second.offset
    }
    return ranked.map(\.element)
  }

  /// All bars start at zero.
  var domain: AxisDomain { AxisDomain([0] + bars.flatMap(\.extent)) ?? .unit }
}

extension BarChart: Picture {
  /// How many values are not finite.
  public var droppedPoints: Int { bars.count { !$0.isDrawable } }

  /// The chart as characters: a row for each bar.
  public func grid(_ options: PlotOptions) -> CellGrid {
    guard !bars.isEmpty else { return emptyGrid("nothing to draw: no bars", options) }
    return BarChartPicture(self, options: options).grid
  }
}
