import Tensors

/// A covariance `Σ = diag(w) - Yᵀ diag(c) Y` that a few directions take off a diagonal, and the diagonals of
/// its products with others.
struct LowRankSandwich {
  /// The diagonal w.
  let weights: [Double]
  /// Y, of shape (K, P).
  let directions: Tensor<Double>
  /// c, one for each direction.
  let shrinkage: [Double]

  /// The diagonal of `Σ D Σ` for a diagonal D, in P K² operations.
  ///
  /// With `A = Y D Yᵀ` it is `wᵢ dᵢ (wᵢ - 2 Σ_k c_k y_ki²) + Σ_kl y_ki c_k A_kl c_l y_li`.
  func diagonal(_ numbers: [Double]) -> [Double] {
    let count = shrinkage.count
    let scaled = directions * Tensor(shape: [count, 1], scalars: shrinkage)
    let inner = (directions * Tensor(numbers)).matrixProduct(directions, transposingOther: true)
    let own = (scaled * directions).summed(overAxis: 0).scalars
    let pairs = (inner.matrixProduct(scaled) * scaled).summed(overAxis: 0).scalars
    return weights.indices.map { index in
      weights[index] * numbers[index] * (weights[index] - 2 * own[index]) + pairs[index]
    }
  }
}
