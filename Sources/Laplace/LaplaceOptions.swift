import Curvature

/// What to keep of the weights and of their curvature.
public struct LaplaceOptions: Equatable, Sendable {
  /// The weights that get a posterior.
  public var subset = WeightSubset.all
  /// The structure kept of the curvature matrix.
  public var structure = HessianStructure.kronecker()
  /// The matrix that stands in for the Hessian.
  public var curvature = CurvatureKind.generalizedGaussNewton
  /// The number of examples in a batch of the sweep, chosen by memory without one; it changes memory and
  /// speed, not the result.
  public var batchSize: Int?
  /// The largest curvature that is attempted, in bytes, and the most that draws of the weights may take.
  public var memoryLimit = 4 << 30
  /// The longest fit that is attempted, in estimated seconds; nil attempts any.
  public var timeLimit: Double?

  /// All weights, Kronecker factors of the generalised Gauss-Newton matrix.
  public init() {}
}
