import Curvature
import LinearAlgebra
import Tensors

/// A full curvature matrix `GᵀG` with fewer rows of G than parameters: all is done with `GGᵀ`.
///
/// `(GᵀG + ρ I)⁻¹ = (I - Gᵀ (GGᵀ + ρ I)⁻¹ G)/ρ`, so that the covariance of outputs is
/// `(JJᵀ - K (GGᵀ + ρ I)⁻¹ Kᵀ)/ρ` with `K = JGᵀ`.
struct DualSpectrum: CurvatureSpectrum {
  private let rows: GradientRows
  private let selection: ParameterSelection
  private let products = Cached<Tensor<Double>>()
  private let values = Cached<[Double]>()
  private let factor = Cached<Factor>()

  private struct Factor: Sendable {
    let relativePrecision: Double
    let cholesky: Cholesky<Double>
  }

  init(_ rows: GradientRows, _ selection: ParameterSelection) {
    self.rows = rows
    self.selection = selection
  }

  /// The eigenvalues that are not zero by the size of the data; those that rounding made negative are 0.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    try values.value { () throws(LinearAlgebraError) in
      try SymmetricEigen.values(of: gram).map { max(0, $0) }
    }
  }

  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let cross = GradientRows(sweep, of: selection).products(with: rows)
    let whitened = try cholesky(relativePrecision).whitened(cross)
    var total = sweep.outerProducts(of: selection)
    total.add(whitened.productsByExample(outputs: sweep.cotangentCount), scaledBy: -1)
    return (1 / relativePrecision) * total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let cholesky = try cholesky(relativePrecision)
    let jacobians = sweeps.map { GradientRows($0, of: selection) }
    let whitened = Tensor.concatenated(
      jacobians.map { cholesky.whitened($0.products(with: rows)) })
    var total = Tensor.concatenated(
      jacobians.map { one in
        let parts = jacobians.map { $0.products(with: one) }
        return Tensor.concatenated(parts).transposed()
      })
    total.add(whitened.matrixProduct(whitened, transposingOther: true), scaledBy: -1)
    return (1 / relativePrecision) * total
  }

  private var gram: Tensor<Double> { products.value { rows.products(with: rows) } }

  /// The factor of `GGᵀ + ρ I`; the last one is kept.
  private func cholesky(_ relativePrecision: Double) throws(LinearAlgebraError) -> Cholesky<Double>
  {
    try factor.value(where: { $0.relativePrecision == relativePrecision }) {
      () throws(LinearAlgebraError) in
      Factor(
        relativePrecision: relativePrecision,
        cholesky: try Cholesky(gram.addingToDiagonal(relativePrecision)))
    }.cholesky
  }
}
