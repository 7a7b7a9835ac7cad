import Curvature
import LinearAlgebra
import Tensors

/// The matrix `H + R` of a curvature and a diagonal prior, factored, so that its inverse can be used.
///
/// Laws: every answer is that of the dense matrix of the structure. Where outputs are independent
/// processes there is none, and questions about weights throw `noWeightPosterior`.
protocol PrecisionFactor: Sendable {
  /// `log det(H + R) - log det R`.
  var logDeterminantRatio: Double { get }

  /// The diagonal of `(H + R)⁻¹`, one number for each selected parameter.
  func variances() throws -> [Double]

  /// The diagonal of `(H + R)⁻¹ D (H + R)⁻¹` for a diagonal D, one number for each selected parameter.
  ///
  /// D is constant wherever the structure requires it of R.
  func sandwich(_ diagonal: [Double]) throws -> [Double]

  /// `(H + R)⁻¹ x` for each row x of a matrix (S, P).
  func solve(_ rows: Tensor<Double>) throws -> Tensor<Double>

  /// The same for the rows of a Jacobian, of shape (batch · C, P), outputs running fastest.
  func solve(jacobian rows: Tensor<Double>, outputs: Int) throws -> Tensor<Double>

  /// `J (H + R)⁻¹ Jᵀ` for each example of a sweep, of shape (batch, C, C).
  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> Tensor<Double>

  /// `J (H + R)⁻¹ Jᵀ` for the outputs of all examples of several sweeps, of shape (M C, M C), examples
  /// running slowest.
  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>]
  ) throws(LinearAlgebraError) -> Tensor<Double>

  /// Draws of `N(0, (H + R)⁻¹)`, one in each row: (count, P).
  func deviations(count: Int, using random: inout RandomStream) throws -> Tensor<Double>
}

extension PrecisionFactor {
  /// All outputs share the matrix.
  func solve(jacobian rows: Tensor<Double>, outputs: Int) throws -> Tensor<Double> {
    try solve(rows)
  }
}
