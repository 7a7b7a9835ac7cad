/// A number for each place of a grid of two quantities, shown by colour or by shade.
public struct Heatmap: Hashable, Sendable {
  /// What the map shows.
  public var title: String
  /// The quantity from left to right.
  public var xAxis: PlotAxis
  /// The quantity from below upwards.
  public var yAxis: PlotAxis
  /// The name of what the colours stand for.
  public var valueName: String
  /// The places along the horizontal axis, a column of numbers each, in any order.
  public var x: [Double]
  /// The places along the vertical axis, a row of numbers each, in any order.
  public var y: [Double]
  /// The numbers, (y.count, x.count) row-major; where there are too few the rest has none.
  public var values: [Double]
  /// The colours; a diverging ramp has its middle at 0.
  public var ramp: ColorRamp
  /// The numbers of the lowest and the highest colour, which numbers beyond get as well; nothing
  /// for those of the data.
  public var range: ClosedRange<Double>?
  /// Points on top of the colours; they differ by their markers.
  public var points: [Series]
  /// A region for each of the numbers, in the same order; a line runs between different ones.
  public var regions: [Int]

  /// A map of numbers at all pairs of two lists of places.
  public init(
    title: String = "", xAxis: PlotAxis = PlotAxis(), yAxis: PlotAxis = PlotAxis(),
    valueName: String = "", x: [Double], y: [Double], values: [Double],
    ramp: ColorRamp = .sequential, range: ClosedRange<Double>? = nil, points: [Series] = [],
    regions: [Int] = []
  ) {
    self.title = title
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.valueName = valueName
    self.x = x
    self.y = y
    self.values = values
    self.ramp = ramp
    self.range = range
    self.points = points
    self.regions = regions
  }

  /// The places of the columns.
  var columns: GridPlaces { GridPlaces(x, scale: xAxis.scale) }
  /// The places of the rows.
  var rows: GridPlaces { GridPlaces(y, scale: yAxis.scale) }

  /// The number in a column and a row if it can be shown.
  func value(_ column: Int, _ row: Int) -> Double? {
    let index = row * x.count + column
    guard values.indices.contains(index) else { return nil }
    return AxisScale.linear.transformed(values[index]) == nil ? nil : values[index]
  }

  /// The region in a column and a row.
  func region(_ column: Int, _ row: Int) -> Int? {
    let index = row * x.count + column
    return regions.indices.contains(index) ? regions[index] : nil
  }

  /// The numbers from the lowest to the highest colour: those wished, else those shown, on both
  /// sides of 0 alike where the ramp is diverging.
  var valueDomain: AxisDomain? {
    if let range, let domain = AxisDomain([range.lowerBound, range.upperBound]) { return domain }
    let (columns, rows) = (columns.order, rows.order)
    let shown = rows.lazy.flatMap { row in columns.lazy.compactMap { value($0, row) } }
    return AxisDomain(ramp == .diverging ? shown.flatMap { [$0, -$0] } : Array(shown))
  }
}

extension Heatmap: Picture {
  /// How many numbers are not finite or have no place on the axes, and how many points have none.
  public var droppedPoints: Int {
    let (columns, rows) = (columns.order, rows.order)
    let shown = rows.reduce(0) { sum, row in sum + columns.count { value($0, row) != nil } }
    let lost = points.lazy.flatMap(\.points).count { point in
      xAxis.scale.transformed(point.x) == nil || yAxis.scale.transformed(point.y) == nil
    }
    return x.count * y.count - shown + lost
  }

  /// The map as characters: two rows of colours to a row of text, a bar of the colours beside it.
  public func grid(_ options: PlotOptions) -> CellGrid {
    guard let values = valueDomain, let x = columns.domain(xAxis), let y = rows.domain(yAxis) else {
      return emptyGrid("nothing to draw: no number has a place on both axes", options)
    }
    return HeatmapPicture(self, x: x, y: y, values: values, options: options).grid
  }
}
