import Curvature
import LinearAlgebra
import Tensors

/// Curvature in a few directions, `H = Uᵀ S U` with orthonormal rows of U.
///
/// `(H + ρ I)⁻¹ = (I - Uᵀ diag(s/(s + ρ)) U)/ρ` (Woodbury), so that the covariance of outputs is
/// `(JJᵀ - Y diag(s/(s + ρ)) Yᵀ)/ρ` with `Y = JUᵀ`.
struct LowRankSpectrum: CurvatureSpectrum {
  private let curvature: LowRankCurvature

  init(_ curvature: LowRankCurvature) { self.curvature = curvature }

  /// The eigenvalues that were kept; the others count as zero.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] { curvature.eigenvalues }

  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let outputs = sweep.cotangentCount
    let y = overlaps(sweep).reshaped([sweep.outputs.shape[0], outputs, curvature.eigenvalues.count])
    var total = sweep.outerProducts(of: curvature.selection)
    total.add(
      (y * shrinkage(relativePrecision)).matrixProduct(y, transposingOther: true), scaledBy: -1)
    return (1 / relativePrecision) * total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let y = Tensor.concatenated(sweeps.map(overlaps))
    var total = sweeps.map { GradientRows($0, of: curvature.selection) }.outerProducts
    total.add(
      (y * shrinkage(relativePrecision)).matrixProduct(y, transposingOther: true), scaledBy: -1)
    return (1 / relativePrecision) * total
  }

  /// `Y = JUᵀ`: (batch · C, K).
  private func overlaps<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) -> Tensor<Double> {
    sweep.jacobianRows(of: curvature.selection)
      .matrixProduct(curvature.eigenvectors, transposingOther: true)
  }

  /// `s/(s + ρ)`.
  private func shrinkage(_ relativePrecision: Double) -> Tensor<Double> {
    Tensor(curvature.eigenvalues.map { $0 / ($0 + relativePrecision) })
  }
}
