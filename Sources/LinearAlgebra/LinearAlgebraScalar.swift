import Tensors

/// A number for which LAPACK has factorisations: Float or Double.
///
/// Squares are row-major; packed matrices are in LAPACK's rectangular full packed format; a status of 0 is
/// success.
public protocol LinearAlgebraScalar: TensorScalar {
  /// The packed form of a symmetric matrix whose upper triangle is given in a square.
  static func pack(upperTriangle: [Self], order: Int) -> [Self]

  /// The upper triangle of a packed matrix in a square; what stands below it has no meaning.
  static func unpack(_ packed: [Self], order: Int) -> [Self]

  /// Replaces a packed symmetric matrix by its packed Cholesky factor; a positive status is the order of the
  /// first minor that is not positive.
  static func factorCholesky(_ packed: inout [Self], order: Int) -> Int

  /// Replaces a packed Cholesky factor by the packed inverse of the matrix it factors.
  static func invertCholesky(_ packed: inout [Self], order: Int)

  /// Replaces each row `x` of a matrix by `L⁻¹ x`, or by `L⁻ᵀ x`, for a packed Cholesky factor L.
  static func solveTriangular(
    packed: [Self], order: Int, transposed: Bool, rows: inout [Self], count: Int)

  /// Replaces a symmetric matrix by its eigenvectors, one in each row, and returns the eigenvalues in
  /// ascending order.
  static func decompose(
    _ matrix: inout [Self], order: Int, wantsVectors: Bool
  ) -> (values: [Self], status: Int)
}
