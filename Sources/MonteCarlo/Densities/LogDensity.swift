/// A probability density over n real numbers, known by its logarithm up to a constant.
///
/// Laws: the gradient is the derivative of the value. Where the density is 0 or cannot be computed the
/// value is -∞ or NaN, and the gradient has no meaning.
public protocol LogDensity: Sendable {
  /// The number n of coordinates.
  var dimension: Int { get }

  /// `log p(x)` and its gradient at a point of n coordinates.
  func evaluated(at position: [Double]) -> DensityPoint
}

/// A point with what a density says about it.
public struct DensityPoint: Equatable, Sendable {
  /// The coordinates x.
  public let position: [Double]
  /// `log p(x)`, up to the density's constant.
  public let logDensity: Double
  /// `∇ log p(x)`.
  public let gradient: [Double]

  /// A point and what was computed for it.
  public init(position: [Double], logDensity: Double, gradient: [Double]) {
    self.position = position
    self.logDensity = logDensity
    self.gradient = gradient
  }
}
