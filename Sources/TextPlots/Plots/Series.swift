/// A point of a plot.
public struct PlotPoint: Hashable, Sendable {
  /// The place along the horizontal axis.
  public var x: Double
  /// The place along the vertical axis.
  public var y: Double

  /// The point (x, y).
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Points that belong together.
public struct Series: Hashable, Sendable {
  /// What is drawn for the points.
  public enum Kind: Hashable, Sendable {
    /// A line through the points in their order.
    case line
    /// A marker at each point.
    case points
    /// A line and markers.
    case both
  }

  /// A point worth pointing at.
  public enum Mark: Hashable, Sendable {
    /// The highest point.
    case maximum
    /// The lowest point.
    case minimum
  }

  /// The name in the legend.
  public var name: String
  /// The points, in the order of the line.
  public var points: [PlotPoint]
  /// What is drawn.
  public var kind: Kind
  /// The point that gets a marker, a guide down to the axis and its numbers in the legend.
  public var mark: Mark?

  /// A series of points, drawn as a line unless said otherwise.
  public init(_ name: String, points: [PlotPoint], kind: Kind = .line, mark: Mark? = nil) {
    self.name = name
    self.points = points
    self.kind = kind
    self.mark = mark
  }

  /// The first of the highest or lowest of some points.
  static func extreme(_ mark: Mark, of points: [PlotPoint]) -> PlotPoint? {
    switch mark {
    case .maximum: points.min { $0.y > $1.y }
    case .minimum: points.min { $0.y < $1.y }
    }
  }
}
