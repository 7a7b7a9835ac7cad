/// A factorisation that does not exist or did not converge.
public enum LinearAlgebraError: Error, Equatable, CustomStringConvertible {
  /// The leading minor of this order is not positive.
  case notPositiveDefinite(minor: Int)
  /// The iteration for the eigenvalues did not converge.
  case eigenvaluesDidNotConverge(order: Int)
  /// The matrix holds a number that is not finite.
  case notFinite(order: Int)

  /// The fault in words.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let minor):
      "the matrix is not positive definite: its leading minor of order \(minor) is not positive"
    case .eigenvaluesDidNotConverge(let order):
      "the eigenvalues of a matrix of order \(order) did not converge"
    case .notFinite(let order):
      "a matrix of order \(order) holds a number that is not finite"
    }
  }
}
