import Tensors

/// The factor `L` of a positive definite matrix `A = L Lᵀ`, in half of a square.
public struct Cholesky<Scalar: LinearAlgebraScalar>: Sendable {
  /// L as the symmetric matrix with its lower triangle.
  private let factor: SymmetricMatrix<Scalar>

  /// Factors a symmetric matrix, or names the first leading minor that is not positive.
  ///
  /// The factor takes the place of a matrix that nobody else holds.
  public init(_ matrix: consuming SymmetricMatrix<Scalar>) throws(LinearAlgebraError) {
    let order = matrix.order
    guard matrix.packed.allSatisfy(\.isFinite) else { throw .notFinite(order: order) }
    if order > 0 {
      let status = Scalar.factorCholesky(&matrix.packed, order: order)
      guard status == 0 else { throw .notPositiveDefinite(minor: status) }
    }
    factor = matrix
  }

  /// Factors a symmetric matrix in a square, of which the upper triangle is read.
  public init(_ matrix: borrowing Tensor<Scalar>) throws(LinearAlgebraError) {
    try self.init(SymmetricMatrix(upperTriangle: matrix))
  }

  /// The number of rows of the matrix.
  public var order: Int { factor.order }

  /// `log det A = 2 Σ log Lᵢᵢ`.
  public var logDeterminant: Scalar {
    (0..<order).reduce(0) { $0 + 2 * .log(factor.packed[factor.diagonalPlace($1)]) }
  }

  /// Each row `x` of a matrix replaced by `L⁻¹ x`, so that `whitened(X) whitened(Y)ᵀ = X A⁻¹ Yᵀ`.
  public func whitened(_ rows: Tensor<Scalar>) -> Tensor<Scalar> {
    solved(rows, transposed: false)
  }

  /// Each row `x` of a matrix replaced by `A⁻¹ x`.
  public func solve(_ rows: Tensor<Scalar>) -> Tensor<Scalar> {
    solved(whitened(rows), transposed: true)
  }

  /// Each row `z` of a matrix replaced by `L⁻ᵀ z`: standard normal numbers get the covariance `A⁻¹`.
  public func colored(_ rows: Tensor<Scalar>) -> Tensor<Scalar> { solved(rows, transposed: true) }

  /// `A⁻¹` in a square.
  public func inverse() -> Tensor<Scalar> {
    var inverse = factor
    if order > 0 { Scalar.invertCholesky(&inverse.packed, order: order) }
    return inverse.square
  }

  private func solved(_ rows: Tensor<Scalar>, transposed: Bool) -> Tensor<Scalar> {
    var result = rows
    guard rows.count > 0 else { return rows }
    Scalar.solveTriangular(
      packed: factor.packed, order: order, transposed: transposed, rows: &result.scalars,
      count: rows.count / order)
    return result
  }
}
