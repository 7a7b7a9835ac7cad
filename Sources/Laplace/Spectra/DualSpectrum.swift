import Curvature
import LinearAlgebra
import Tensors

/// A curvature matrix `GᵀG` kept by the rows of G, as a rule fewer than parameters: `GGᵀ` has the same
/// eigenvalues.
struct DualSpectrum: CurvatureSpectrum {
  private let rows: GradientRows
  private let selection: ParameterSelection
  private let gram = Cached<Tensor<Double>>()
  private let values = Cached<[Double]>()
  private let eigen = Cached<SymmetricEigen<Double>>()

  init(_ rows: GradientRows, _ selection: ParameterSelection) {
    self.rows = rows
    self.selection = selection
  }

  /// The eigenvalues that are not zero by the size of the data; those that rounding made negative are 0.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    try values.value { () throws(LinearAlgebraError) in
      try SymmetricEigen.values(of: ownProducts()).map { max(0, $0) }
    }
  }

  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor {
    try precision(prior)
  }

  /// `H + R`, factored through `GGᵀ`.
  func precision(_ prior: RelativePrior) throws(LinearAlgebraError) -> DualPrecision {
    let weights = prior.values(over: selection).map { 1 / $0 }
    let products =
      prior.uniform.map { (1 / $0) * ownProducts() } ?? rows.products(with: rows, weights: weights)
    return try DualPrecision(rows, products: products, weights: weights, over: selection)
  }

  func projection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> any OutputProjection {
    try eigenvectorProjection(sweep)
  }

  /// With the eigenpairs `GGᵀ vᵢ = sᵢ vᵢ`, the eigenvectors of `GᵀG` are `qᵢ = Gᵀ vᵢ/√sᵢ`.
  func eigenvectorProjection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> EigenvectorProjection {
    let (values, vectors) = try decomposition()
    let cross = GradientRows(sweep, of: selection).products(with: rows)
    let projected =
      cross.matrixProduct(vectors, transposingOther: true)
      / Tensor(values.map { $0.squareRoot() })
    let ones = [Double](repeating: 1, count: selection.count)
    return EigenvectorProjection(
      rows: projected.reshaped([sweep.outputs.shape[0], sweep.cotangentCount, values.count]),
      eigenvalues: values, outerProducts: sweep.outerProducts(of: selection, weights: ones))
  }

  /// `e_ti = ‖G_tᵀ vᵢ‖²/sᵢ = vᵢᵀ G_t G_tᵀ vᵢ/sᵢ`, with G_t the columns of tensor t.
  func effectiveParameters() throws -> EffectiveParameterProfile {
    let (values, vectors) = try decomposition()
    return EffectiveParameterProfile(
      parts: selection.tensorRanges.map { range in
        var weights = [Double](repeating: 0, count: selection.count)
        for place in range { weights[place] = 1 }
        let own = vectors.matrixProduct(rows.products(with: rows, weights: weights))
        return EffectiveParameterProfile.Part(
          eigenvalues: values,
          shares: zip((own * vectors).summed(overAxis: 1).scalars, values).map { $0 / $1 })
      })
  }

  /// The eigenpairs of `GGᵀ` that are not zero.
  private func decomposition() throws(LinearAlgebraError) -> (
    values: [Double], vectors: Tensor<Double>
  ) {
    let eigen = try eigen.value { () throws(LinearAlgebraError) in
      try SymmetricEigen(ownProducts())
    }
    let floor = 1e-14 * (eigen.values.last ?? 0)
    let kept = eigen.values.indices.filter { eigen.values[$0] > floor }
    return (kept.map { eigen.values[$0] }, eigen.vectors.selecting(kept))
  }

  func products(_ vectors: Tensor<Double>) -> Tensor<Double> {
    let matrix = rows.matrix
    return vectors.matrixProduct(matrix, transposingOther: true).matrixProduct(matrix)
  }

  private func ownProducts() -> Tensor<Double> { gram.value { rows.products(with: rows) } }
}
