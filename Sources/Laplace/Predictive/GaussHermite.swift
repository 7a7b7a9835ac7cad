import LinearAlgebra
import Tensors

/// The nodes and weights that integrate polynomials up to degree 2n - 1 over the standard normal.
///
/// They are the eigenvalues and the squared first components of the eigenvectors of the Jacobi matrix,
/// which has `√k` beside its diagonal (Golub and Welsch, 1969).
struct GaussHermite {
  /// The largest number of nodes.
  static let largestOrder = 200

  /// The nodes in ascending order, symmetric about 0.
  let nodes: [Double]
  /// The weights, of sum 1.
  let weights: [Double]

  /// The rule with `order` nodes.
  init(order: Int) throws {
    guard (1...Self.largestOrder).contains(order) else {
      throw PredictiveError.countOutOfRange(
        name: "the order of a quadrature", count: order, limit: Self.largestOrder)
    }
    var jacobi = Tensor<Double>.zeros([order, order])
    for k in 1..<max(1, order) {
      jacobi.scalars[k * order + k - 1] = Double(k).squareRoot()
      jacobi.scalars[(k - 1) * order + k] = Double(k).squareRoot()
    }
    let eigen = try SymmetricEigen(jacobi)
    let squares = (0..<order).map { eigen.vectors[$0, 0] * eigen.vectors[$0, 0] }
    // Both ends are the same numbers up to rounding, which would show as odd moments.
    nodes = (0..<order).map { 0.5 * (eigen.values[$0] - eigen.values[order - 1 - $0]) }
    weights = (0..<order).map { 0.5 * (squares[$0] + squares[order - 1 - $0]) }
  }
}
