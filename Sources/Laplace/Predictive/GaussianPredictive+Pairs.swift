import Tensors

extension GaussianPredictive {
  /// The Gaussian over the difference `f₀ - f₁` of the two outputs at each input, such as the scores of the
  /// items of a pair, of shape (M, 1): its variance is `Σ₀₀ + Σ₁₁ - 2 Σ₀₁`.
  ///
  /// What is uncertain in both alike, as a constant added to all scores, drops out.
  public var difference: GaussianPredictive {
    precondition(mean.shape[1] == 2, "a difference of \(mean.shape[1]) outputs")
    let count = mean.shape[0]
    let variances = (0..<count).map { row in
      let block = covariance.scalars[4 * row..<4 * row + 4]
      let (first, second) = (block[4 * row], block[4 * row + 3])
      return max(0, first + second - block[4 * row + 1] - block[4 * row + 2])
    }
    return GaussianPredictive(
      mean: Tensor(shape: [count, 1], scalars: (0..<count).map { mean[$0, 0] - mean[$0, 1] }),
      covariance: Tensor(shape: [count, 1, 1], scalars: variances))
  }
}
