/// A band between two curves, such as one standard deviation around a mean.
public struct Ribbon: Hashable, Sendable {
  /// How strongly the band is filled.
  public enum Level: Hashable, Sendable {
    /// The narrow band, drawn over the wide one.
    case inner
    /// The wide band.
    case outer
  }

  /// The name in the legend; it should say what the band is.
  public var name: String
  /// The places along the horizontal axis, ascending.
  public var x: [Double]
  /// The lower edge at each place.
  public var lower: [Double]
  /// The upper edge at each place.
  public var upper: [Double]
  /// How strongly the band is filled.
  public var level: Level

  /// A band; where the lists differ in length the surplus is not drawn.
  public init(_ name: String, x: [Double], lower: [Double], upper: [Double], level: Level) {
    self.name = name
    self.x = x
    self.lower = lower
    self.upper = upper
    self.level = level
  }

  /// The places that have both edges.
  var samples: [(x: Double, lower: Double, upper: Double)] {
    zip(x, zip(lower, upper)).map { ($0, $1.0, $1.1) }
  }
}
