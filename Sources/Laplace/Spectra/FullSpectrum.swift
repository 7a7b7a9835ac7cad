import Curvature
import LinearAlgebra
import Tensors

/// A full curvature matrix: eigenvalues for the evidence, Cholesky factors for the rest.
struct FullSpectrum: CurvatureSpectrum {
  private let curvature: FullCurvature
  private let isPositiveSemidefinite: Bool
  private let values = Cached<[Double]>()

  init(_ curvature: FullCurvature, isPositiveSemidefinite: Bool) {
    self.curvature = curvature
    self.isPositiveSemidefinite = isPositiveSemidefinite
  }

  /// The eigenvalues; where none can be negative, those that rounding made negative are 0.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    try values.value { () throws(LinearAlgebraError) in
      let values = try SymmetricEigen.values(of: curvature.matrix)
      return isPositiveSemidefinite ? values.map { max(0, $0) } : values
    }
  }

  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor {
    try DensePrecision(curvature.matrix, prior, over: curvature.selection)
  }

  func products(_ rows: Tensor<Double>) -> Tensor<Double> { rows.matrixProduct(curvature.matrix) }
}
