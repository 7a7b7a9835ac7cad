import Tensors

/// A number for which LAPACK has factorisations: Float or Double.
///
/// Matrices are square and row-major; a status of 0 is success.
public protocol LinearAlgebraScalar: TensorScalar {
  /// Replaces the lower triangle of a symmetric matrix by its Cholesky factor; a positive status is
  /// the order of the first minor that is not positive.
  static func factorCholesky(_ matrix: inout [Self], order: Int) -> Int

  /// Replaces the Cholesky factor in the lower triangle by the lower triangle of the inverse of the
  /// matrix it factors.
  static func invertCholesky(_ factor: inout [Self], order: Int)

  /// Replaces a symmetric matrix by its eigenvectors, one in each row, and returns the eigenvalues in
  /// ascending order.
  static func decompose(
    _ matrix: inout [Self], order: Int, wantsVectors: Bool
  ) -> (values: [Self], status: Int)

  /// Replaces each row `x` of a matrix by `L⁻¹ x`, or by `L⁻ᵀ x`.
  static func solveTriangular(
    lower: [Self], order: Int, transposed: Bool, rows: inout [Self], count: Int)
}
