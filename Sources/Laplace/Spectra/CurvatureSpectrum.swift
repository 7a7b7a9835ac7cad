import Curvature
import LinearAlgebra
import Tensors

/// The curvature H prepared for questions about `H + ρ I` at any ρ.
///
/// Laws: the covariances are `J (H + ρ I)⁻¹ Jᵀ` for the dense matrix of the structure, and the
/// eigenvalues are those of that matrix, zeros left out. A new structure is one new conforming type.
protocol CurvatureSpectrum: Sendable {
  /// The eigenvalues of H that are not zero by construction; none is negative unless H is a Hessian.
  func eigenvalues() throws(LinearAlgebraError) -> [Double]

  /// `J (H + ρ I)⁻¹ Jᵀ` for each example of a sweep, of shape (batch, C, C).
  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double>

  /// `J (H + ρ I)⁻¹ Jᵀ` for the outputs of all examples of several sweeps, of shape (M C, M C), examples
  /// running slowest.
  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double>
}

extension CurvatureSum {
  /// The curvature prepared for questions.
  func spectrum(isPositiveSemidefinite: Bool) throws(LinearAlgebraError) -> any CurvatureSpectrum {
    switch self {
    case let sum as FullCurvature:
      switch sum.storage {
      case .primal:
        return FullSpectrum(sum, isPositiveSemidefinite: isPositiveSemidefinite)
      case .dual(let rows): return DualSpectrum(rows, sum.selection)
      }
    case let sum as BlockDiagonalCurvature:
      return try BlockDiagonalSpectrum(sum, isPositiveSemidefinite: isPositiveSemidefinite)
    case let sum as KroneckerCurvature: return try RotatedSpectrum(sum)
    case let sum as EigenvalueCorrectedCurvature: return RotatedSpectrum(sum)
    case let sum as DiagonalCurvature: return RotatedSpectrum(sum)
    case let sum as LowRankCurvature: return LowRankSpectrum(sum)
    default: preconditionFailure("the structure \(structure) has no spectrum")
    }
  }
}
