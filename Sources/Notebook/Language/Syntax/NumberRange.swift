/// Numbers from one end to another: `1e-4..1e4 log 21`, `0..1 step 0.05`.
public struct NumberRange: Hashable, Sendable {
  /// How the numbers lie between the ends.
  public enum Spacing: Hashable, Sendable {
    /// Logarithmic where both ends are positive and far apart, else linear; 21 points if not said.
    case automatic(count: Int?)
    /// Equal ratios; 21 points if not said.
    case logarithmic(count: Int?)
    /// Equal distances; 21 points if not said.
    case linear(count: Int?)
    /// A given distance, from the first end on.
    case step(Double)
  }

  /// The first number.
  public var start: Double
  /// The last number.
  public var end: Double
  /// What the ends count.
  public var unit: NumberUnit?
  /// How the numbers lie between the ends.
  public var spacing: Spacing

  /// The range between two ends.
  public init(
    _ start: Double, _ end: Double, unit: NumberUnit? = nil,
    spacing: Spacing = .automatic(count: nil)
  ) {
    self.start = start
    self.end = end
    self.unit = unit
    self.spacing = spacing
  }
}
