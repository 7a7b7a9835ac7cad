import Curvature
import LinearAlgebra
import Tensors

/// The curvature H prepared for questions about `H + R` at any diagonal prior R.
///
/// Laws: the answers are those of the dense matrix of the structure. A new structure is one new
/// conforming type.
protocol CurvatureSpectrum: Sendable {
  /// The eigenvalues of H that are not zero by construction; none is negative unless H is a Hessian.
  func eigenvalues() throws(LinearAlgebraError) -> [Double]

  /// The eigenvalues of each block of H that no other tensors share, with the selected tensors it is over;
  /// nil where H has no blocks.
  func eigenvaluesByBlock() throws(LinearAlgebraError) -> [SpectrumBlock]?

  /// `H + R`, factored.
  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor

  /// The Jacobian of a sweep along the eigenvectors of H.
  func projection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> any OutputProjection

  /// The part of each selected tensor in the eigenvectors of H; throws `noWeightPosterior` where there is no
  /// such matrix.
  func effectiveParameters() throws -> EffectiveParameterProfile

  /// `H v` for each row v of a matrix (S, P); throws `noWeightPosterior` where there is no such matrix.
  func products(_ rows: Tensor<Double>) throws -> Tensor<Double>
}

extension CurvatureSpectrum {
  /// One matrix over all tensors.
  func eigenvaluesByBlock() throws(LinearAlgebraError) -> [SpectrumBlock]? { nil }
}

extension CurvatureSum {
  /// The curvature prepared for questions.
  func spectrum(isPositiveSemidefinite: Bool) throws(LinearAlgebraError) -> any CurvatureSpectrum {
    switch self {
    case let sum as FullCurvature:
      switch sum.storage {
      case .primal, .open:
        return FullSpectrum(sum, isPositiveSemidefinite: isPositiveSemidefinite)
      case .dual(let rows): return DualSpectrum(rows, sum.selection)
      }
    case let sum as BlockDiagonalCurvature:
      return try BlockDiagonalSpectrum(sum, isPositiveSemidefinite: isPositiveSemidefinite)
    case let sum as KroneckerCurvature: return try RotatedSpectrum(sum)
    case let sum as EigenvalueCorrectedCurvature: return RotatedSpectrum(sum)
    case let sum as DiagonalCurvature: return RotatedSpectrum(sum)
    case let sum as LowRankCurvature: return LowRankSpectrum(sum)
    case let sum as FunctionalCurvature:
      return structure.hasIndependentOutputs
        ? IndependentOutputsSpectrum(sum) : DualSpectrum(sum.rows, sum.selection)
    default: preconditionFailure("the structure \(structure) has no spectrum")
    }
  }
}
