import Curvature
import LinearAlgebra
import RealModule
import Tensors

/// The curvature H prepared for questions about `H + ρ I` at any ρ.
///
/// Laws: the covariance is `W Wᵀ` with W the whitened Jacobian, and `Wᵀ W = J (H + ρ I)⁻¹ Jᵀ` for the
/// dense matrix of the structure; the eigenvalues are those of that matrix. A new structure is one new
/// conforming type.
protocol CurvatureSpectrum: Sendable {
  /// The eigenvalues of H, none of them negative.
  func eigenvalues() throws(LinearAlgebraError) -> [Double]

  /// `J (H + ρ I)^(-½)` for the Jacobian of a sweep, in some orthonormal basis: (batch, C, P).
  func whitenedJacobian<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double>

  /// `J (H + ρ I)⁻¹ Jᵀ` for each example of a sweep, of shape (batch, C, C).
  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double>
}

extension CurvatureSpectrum {
  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let whitened = try whitenedJacobian(sweep, relativePrecision: relativePrecision)
    return whitened.matrixProduct(whitened, transposingOther: true)
  }

  /// `log det(H + ρ I) - log det(ρ I) = Σ log(1 + sᵢ/ρ)`.
  func logDeterminantRatio(relativePrecision: Double) throws(LinearAlgebraError) -> Double {
    try eigenvalues().reduce(0) { $0 + .log(onePlus: $1 / relativePrecision) }
  }

  /// The effective number of parameters, `γ = Σ sᵢ/(sᵢ + ρ)` (MacKay, 1992).
  func effectiveParameters(relativePrecision: Double) throws(LinearAlgebraError) -> Double {
    try eigenvalues().reduce(0) { $0 + $1 / ($1 + relativePrecision) }
  }
}

extension CurvatureSum {
  /// The curvature prepared for questions.
  func spectrum() throws(LinearAlgebraError) -> any CurvatureSpectrum {
    switch self {
    case let sum as FullCurvature: return FullSpectrum(sum)
    case let sum as KroneckerCurvature: return try KroneckerSpectrum(sum)
    case let sum as DiagonalCurvature: return DiagonalSpectrum(sum)
    default: preconditionFailure("the structure \(Self.structure) has no spectrum")
    }
  }
}
