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
  private let products: Cached<Tensor<Double>>
  private let values = Cached<[Double]>()
  private let shifted: ShiftedCholesky

  init(_ rows: GradientRows, _ selection: ParameterSelection) {
    self.rows = rows
    self.selection = selection
    let products = Cached<Tensor<Double>>()
    self.products = products
    shifted = ShiftedCholesky { products.value { rows.products(with: rows) } }
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
    let whitened = try shifted.factor(relativePrecision).whitened(cross)
    var total = sweep.outerProducts(of: selection)
    total.add(whitened.productsByExample(outputs: sweep.cotangentCount), scaledBy: -1)
    return (1 / relativePrecision) * total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let cholesky = try shifted.factor(relativePrecision)
    let jacobians = sweeps.map { GradientRows($0, of: selection) }
    let whitened = Tensor.concatenated(
      jacobians.map { cholesky.whitened($0.products(with: rows)) })
    var total = jacobians.outerProducts
    total.add(whitened.matrixProduct(whitened, transposingOther: true), scaledBy: -1)
    return (1 / relativePrecision) * total
  }

  private var gram: Tensor<Double> { products.value { rows.products(with: rows) } }
}

extension [GradientRows] {
  /// `JJᵀ` for the rows of all parts, one part after the other.
  var outerProducts: Tensor<Double> {
    Tensor.concatenated(
      map { one in Tensor.concatenated(map { $0.products(with: one) }).transposed() })
  }
}
