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

  func products(_ vectors: Tensor<Double>) -> Tensor<Double> {
    let matrix = rows.matrix
    return vectors.matrixProduct(matrix, transposingOther: true).matrixProduct(matrix)
  }

  private func ownProducts() -> Tensor<Double> { gram.value { rows.products(with: rows) } }
}
