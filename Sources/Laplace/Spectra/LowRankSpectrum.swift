import Curvature
import LinearAlgebra
import Tensors

/// Curvature in a few directions, `H = Uᵀ S U` with orthonormal rows of U.
struct LowRankSpectrum: CurvatureSpectrum {
  private let curvature: LowRankCurvature

  init(_ curvature: LowRankCurvature) { self.curvature = curvature }

  /// The eigenvalues that were kept; the others count as zero.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] { curvature.eigenvalues }

  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor {
    try LowRankPrecision(curvature, prior)
  }

  func products(_ rows: Tensor<Double>) -> Tensor<Double> {
    let overlaps = rows.matrixProduct(curvature.eigenvectors, transposingOther: true)
    return (overlaps * Tensor(curvature.eigenvalues)).matrixProduct(curvature.eigenvectors)
  }
}
