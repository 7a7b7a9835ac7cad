import Tensors

/// The eigenvalues and eigenvectors of a symmetric matrix, `A = Σᵢ λᵢ qᵢ qᵢᵀ`.
public struct SymmetricEigen<Scalar: LinearAlgebraScalar>: Sendable {
  /// The eigenvalues in ascending order.
  public let values: [Scalar]
  /// The eigenvectors, `qᵢ` in row i.
  public let vectors: Tensor<Scalar>

  /// Decomposes a symmetric matrix.
  public init(_ matrix: consuming Tensor<Scalar>) throws(LinearAlgebraError) {
    var vectors = consume matrix
    values = try SymmetricEigen.decompose(&vectors, wantsVectors: true)
    self.vectors = vectors
  }

  /// The eigenvalues alone, in ascending order: about a third of the work.
  public static func values(
    of matrix: consuming Tensor<Scalar>
  ) throws(LinearAlgebraError) -> [Scalar] {
    var matrix = consume matrix
    return try decompose(&matrix, wantsVectors: false)
  }

  private static func decompose(
    _ matrix: inout Tensor<Scalar>, wantsVectors: Bool
  ) throws(LinearAlgebraError) -> [Scalar] {
    let order = matrix.shape[0]
    guard matrix.isFinite else { throw .notFinite(order: order) }
    guard order > 0 else { return [] }
    let (values, status) = Scalar.decompose(
      &matrix.scalars, order: order, wantsVectors: wantsVectors)
    guard status == 0 else { throw .eigenvaluesDidNotConverge(order: order) }
    return values
  }
}
