import RealModule
import Tensors

/// The means (M, C) and covariances (M, C, C) of random Gaussians, the covariances of rank `C + 2` or as
/// given, times `scale`.
package func randomGaussians(
  count: Int, outputs: Int, scale: Double = 1, rank: Int? = nil, seed: UInt64
) -> (mean: Tensor<Double>, covariance: Tensor<Double>) {
  let rank = rank ?? outputs + 2
  let mean: Tensor<Double> = randomTensor([count, outputs], seed: seed)
  let roots: Tensor<Double> = randomTensor([count, rank, outputs], seed: seed &+ 1000)
  return (
    2 * mean, (scale / Double(rank)) * roots.matrixProduct(roots, transposingSelf: true)
  )
}
