import Tensors

/// A Gaussian over the network's outputs at each of M inputs, without observation noise.
public struct GaussianPredictive: Equatable, Sendable {
  /// The means, of shape (M, C): the outputs at the trained weights.
  public let mean: Tensor<Double>
  /// The covariances of the outputs at one input, of shape (M, C, C).
  public let covariance: Tensor<Double>

  /// A Gaussian with the given means and covariances.
  public init(mean: Tensor<Double>, covariance: Tensor<Double>) {
    self.mean = mean
    self.covariance = covariance
  }

  /// The variance of each output, of shape (M, C).
  public var variance: Tensor<Double> {
    let count = mean.shape[1]
    return Tensor(
      shape: mean.shape,
      scalars: (0..<mean.count).map { covariance.scalars[$0 * count + $0 % count] })
  }
}
