/// Curves, points and bands over common axes.
public struct LinePlot: Hashable, Sendable {
  /// A dotted line across the plot at a place on the horizontal axis.
  public struct VerticalRule: Hashable, Sendable {
    /// The name in the legend; empty for none.
    public var name: String
    /// The place on the horizontal axis.
    public var x: Double

    /// A rule at a place.
    public init(_ name: String = "", x: Double) {
      self.name = name
      self.x = x
    }
  }

  /// What the plot shows.
  public var title: String
  /// The horizontal axis.
  public var xAxis: PlotAxis
  /// The vertical axis.
  public var yAxis: PlotAxis
  /// The curves and points; the later ones are drawn over the earlier ones.
  public var series: [Series]
  /// The bands under the curves.
  public var ribbons: [Ribbon]
  /// Places to point out on the horizontal axis.
  public var verticalRules: [VerticalRule]

  /// A plot of series over two axes.
  public init(
    title: String = "", xAxis: PlotAxis = PlotAxis(), yAxis: PlotAxis = PlotAxis(),
    series: [Series] = [], ribbons: [Ribbon] = [], verticalRules: [VerticalRule] = []
  ) {
    self.title = title
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.series = series
    self.ribbons = ribbons
    self.verticalRules = verticalRules
  }

  /// More lines than this cannot be told apart in one plot.
  static let lineLimit = 6

  /// The indices of the series that are drawn: all points, and the first six lines.
  var shownSeries: [Int] {
    var lines = 0
    return series.indices.filter { index in
      if series[index].kind != .points { lines += 1 }
      return series[index].kind == .points || lines <= Self.lineLimit
    }
  }

  /// The number of a line among the lines, which decides its dashes.
  func lineNumber(of index: Int) -> Int { series[..<index].count { $0.kind != .points } }

  /// Whether two bands of one level compete, so that only outlines can tell them apart.
  var drawsOutlines: Bool {
    ribbons.count { $0.level == .inner } > 1 || ribbons.count { $0.level == .outer } > 1
  }

  /// The number of points that no line joins.
  var scatteredPoints: Int {
    series.reduce(0) { $0 + ($1.kind == .points ? $1.points.count : 0) }
  }

  /// Whether a point has a place on both axes.
  func isDrawable(_ point: PlotPoint) -> Bool {
    xAxis.scale.transformed(point.x) != nil && yAxis.scale.transformed(point.y) != nil
  }

  /// The stretches of a series between points that have no place.
  func runs(of points: [PlotPoint]) -> [[PlotPoint]] {
    points.split { !isDrawable($0) }.map(Array.init)
  }

  /// The numbers on the horizontal axis: padded only for points, since a curve may touch the frame.
  var xDomain: AxisDomain? {
    let points = shownSeries.flatMap { series[$0].points.filter(isDrawable) }
    let hasLines = !ribbons.isEmpty || series.contains { $0.kind != .points }
    return xAxis.domain(
      of: points.map(\.x) + ribbonPoints.map(\.x), padding: hasLines ? 0 : 0.03)
  }

  /// The numbers on the vertical axis, with a little air above and below.
  var yDomain: AxisDomain? {
    let points = shownSeries.flatMap { series[$0].points.filter(isDrawable) }
    return yAxis.domain(of: (points + ribbonPoints).map(\.y), padding: 0.03)
  }

  private var ribbonPoints: [PlotPoint] {
    ribbons.flatMap(\.samples)
      .flatMap { [PlotPoint(x: $0.x, y: $0.lower), PlotPoint(x: $0.x, y: $0.upper)] }
      .filter(isDrawable)
  }

  /// Whether anything at all has a place.
  var hasData: Bool {
    !ribbonPoints.isEmpty || series.contains { $0.points.contains(where: isDrawable) }
  }
}

extension LinePlot: Picture {
  /// How many points of the series have no place on the axes.
  public var droppedPoints: Int {
    series.reduce(0) { $0 + $1.points.count { !isDrawable($0) } }
  }

  /// The plot as characters under a title and a legend.
  public func grid(_ options: PlotOptions) -> CellGrid {
    guard hasData, let x = xDomain, let y = yDomain else {
      return emptyGrid("nothing to draw: no point has a place on both axes", options)
    }
    return LinePlotPicture(self, x: x, y: y, options: options).grid
  }
}
