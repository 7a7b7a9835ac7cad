import Tensors

extension GaussianPredictive {
  /// The Gaussian over each position's own outputs, of shape (M T, C/T), positions running fastest: the
  /// covariances between positions are left out.
  public func marginals(positionCount: Int) -> GaussianPredictive {
    let (count, width) = (mean.shape[0], mean.shape[1] / positionCount)
    guard positionCount > 1 else { return self }
    var blocks: [Double] = []
    blocks.reserveCapacity(mean.count * width)
    for row in 0..<count * positionCount {
      let (input, first) = (row / positionCount, row % positionCount * width)
      for output in first..<first + width {
        let start = (input * mean.shape[1] + output) * mean.shape[1] + first
        blocks += covariance.scalars[start..<start + width]
      }
    }
    return GaussianPredictive(
      mean: mean.reshaped([count * positionCount, width]),
      covariance: Tensor(shape: [count * positionCount, width, width], scalars: blocks))
  }
}
