import LinearAlgebra
import Tensors

/// What an example that is left out takes with it: its share `h Jᵀ Λ J` of a posterior precision P.
///
/// With `S = P⁻¹`, the functional covariance `Σ = J S Jᵀ` at the example and `Λ = RᵀR` the inverse becomes
/// `(P - h Jᵀ Λ J)⁻¹ = S + S Jᵀ G J S` with the gain `G = h Rᵀ (I - h R Σ Rᵀ)⁻¹ R` (Woodbury's identity).
struct ExampleRemoval: Sendable {
  /// G, of shape (C, C).
  let gain: Tensor<Double>

  /// From the covariance Σ (C, C) and the root R (rank, C); nil where the example has all the curvature
  /// along some direction, as only approximate structures let happen.
  init?(
    covariance: Tensor<Double>, root: Tensor<Double>, scale: Double
  ) throws(LinearAlgebraError) {
    let seen = root.matrixProduct(covariance)
    var inner = -scale * seen.matrixProduct(root, transposingOther: true)
    for index in 0..<root.shape[0] { inner.scalars[index * (root.shape[0] + 1)] += 1 }
    do {
      let whitened = try Cholesky(inner).whitened(root.transposed())
      gain = scale * whitened.matrixProduct(whitened, transposingOther: true)
    } catch .notPositiveDefinite {
      return nil
    }
  }

  /// `J' S₋ J''ᵀ - J' S J''ᵀ` for Jacobians of which `J S J'ᵀ` (C, D) and `J S J''ᵀ` are known: `(J S J'ᵀ)ᵀ G
  /// J S J''ᵀ`.
  func increase(_ one: Tensor<Double>, _ other: Tensor<Double>) -> Tensor<Double> {
    one.matrixProduct(gain.matrixProduct(other), transposingSelf: true)
  }
}
