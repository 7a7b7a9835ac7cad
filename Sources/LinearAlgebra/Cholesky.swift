import Tensors

/// The factor `L` of a positive definite matrix `A = L Lᵀ`.
public struct Cholesky<Scalar: LinearAlgebraScalar>: Sendable {
  /// `L`; what stands above its diagonal has no meaning.
  private let factor: [Scalar]
  /// The number of rows of the matrix.
  public let order: Int

  /// Factors a symmetric matrix, of which the lower triangle is read, or names the first leading
  /// minor that is not positive.
  ///
  /// The factor takes the place of a matrix that nobody else holds.
  public init(_ matrix: consuming Tensor<Scalar>) throws(LinearAlgebraError) {
    order = matrix.shape[0]
    guard matrix.isFinite else { throw .notFinite(order: order) }
    var factor = matrix.scalars
    matrix.scalars = []
    if order > 0 {
      let status = Scalar.factorCholesky(&factor, order: order)
      guard status == 0 else { throw .notPositiveDefinite(minor: status) }
    }
    self.factor = factor
  }

  /// `log det A = 2 Σ log Lᵢᵢ`.
  public var logDeterminant: Scalar {
    (0..<order).reduce(0) { $0 + 2 * .log(factor[$1 * order + $1]) }
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

  /// `A⁻¹`.
  public func inverse() -> Tensor<Scalar> {
    var inverse = factor
    if order > 0 { Scalar.invertCholesky(&inverse, order: order) }
    var matrix = Tensor(shape: [order, order], scalars: inverse).transposed()
    matrix.mirrorUpperTriangle()
    return matrix
  }

  private func solved(_ rows: Tensor<Scalar>, transposed: Bool) -> Tensor<Scalar> {
    var result = rows
    guard rows.count > 0 else { return rows }
    Scalar.solveTriangular(
      lower: factor, order: order, transposed: transposed, rows: &result.scalars,
      count: rows.count / order)
    return result
  }
}
