import LinearAlgebra
import Tensors

/// Square roots of a covariance matrix, `A = R Rᵀ`, from its eigenvalues.
///
/// Unlike a Cholesky factor they exist for singular matrices too, without a jitter that would change the
/// distribution: eigenvalues that rounding made negative count as 0.
struct CovarianceRoot {
  /// The part of the largest eigenvalue up to which a negative one is rounding: what sums in Float leave.
  private static let roundingLimit = 1e-4

  private let deviations: [Double]
  private let vectors: Tensor<Double>

  /// The roots of a symmetric matrix, or a refusal where it is no covariance.
  init(_ covariance: Tensor<Double>) throws {
    let eigen = try SymmetricEigen(covariance)
    let (smallest, largest) = (eigen.values.first ?? 0, eigen.values.last ?? 0)
    guard smallest >= -Self.roundingLimit * abs(largest) else {
      throw PredictiveError.indefiniteCovariance(smallest: smallest, largest: largest)
    }
    deviations = eigen.values.map { max(0, $0).squareRoot() }
    vectors = eigen.vectors
  }

  /// The symmetric root `Q √Λ Qᵀ`: it moves continuously with the matrix, so that the same random numbers
  /// give nearby samples for nearby matrices.
  var principal: Tensor<Double> {
    vectors.matrixProduct(scaledVectors, transposingSelf: true)
  }

  /// The root with the columns `√λ q` of the given number of largest eigenvalues, of shape (n, count).
  func axes(_ count: Int) -> Tensor<Double> {
    let order = deviations.count
    return scaledVectors.slice(order - count..<order).transposed()
  }

  private var scaledVectors: Tensor<Double> {
    Tensor(shape: [deviations.count, 1], scalars: deviations) * vectors
  }
}
