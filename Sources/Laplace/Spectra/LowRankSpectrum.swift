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

  func projection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> any OutputProjection {
    let values = curvature.eigenvalues
    let ones = [Double](repeating: 1, count: curvature.selection.count)
    return EigenvectorProjection(
      rows: sweep.jacobianRows(of: curvature.selection)
        .matrixProduct(curvature.eigenvectors, transposingOther: true)
        .reshaped([sweep.outputs.shape[0], sweep.cotangentCount, values.count]),
      eigenvalues: values,
      outerProducts: sweep.outerProducts(of: curvature.selection, weights: ones))
  }

  func effectiveParameters() -> EffectiveParameterProfile {
    EffectiveParameterProfile(
      eigenvalues: curvature.eigenvalues, vectors: curvature.eigenvectors,
      tensors: curvature.selection.tensorRanges)
  }

  func products(_ rows: Tensor<Double>) -> Tensor<Double> {
    let overlaps = rows.matrixProduct(curvature.eigenvectors, transposingOther: true)
    return (overlaps * Tensor(curvature.eigenvalues)).matrixProduct(curvature.eigenvectors)
  }
}
