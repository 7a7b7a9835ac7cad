import Curvature
import LinearAlgebra
import Tensors

/// A full curvature matrix: eigenvalues for the evidence, a Cholesky factor for predictions.
struct FullSpectrum: CurvatureSpectrum {
  private let curvature: FullCurvature
  private let values = Cached<[Double]>()
  private let factor = Cached<Factor>()

  private struct Factor: Sendable {
    let relativePrecision: Double
    let cholesky: Cholesky<Double>
  }

  init(_ curvature: FullCurvature) { self.curvature = curvature }

  /// The eigenvalues; those that rounding made negative are 0.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    try values.value { () throws(LinearAlgebraError) in
      try SymmetricEigen.values(of: curvature.matrix).map { max(0, $0) }
    }
  }

  /// The rows of J solved against the Cholesky factor L of `H + ρ I`: `L⁻¹ Jᵀ`.
  func whitenedJacobian<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    try cholesky(relativePrecision).whitened(sweep.jacobian(of: curvature.selection))
  }

  /// The factor at ρ; the last one is kept.
  private func cholesky(_ relativePrecision: Double) throws(LinearAlgebraError) -> Cholesky<Double>
  {
    let order = curvature.selection.count
    return try factor.value(where: { $0.relativePrecision == relativePrecision }) {
      () throws(LinearAlgebraError) in
      var matrix = curvature.matrix
      for index in 0..<order { matrix.scalars[index * (order + 1)] += relativePrecision }
      return Factor(relativePrecision: relativePrecision, cholesky: try Cholesky(matrix))
    }.cholesky
  }
}
