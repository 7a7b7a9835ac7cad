import Curvature
import LinearAlgebra
import Tensors

/// A full curvature matrix: eigenvalues for the evidence, Cholesky factors for the rest.
struct FullSpectrum: CurvatureSpectrum {
  private let curvature: FullCurvature
  private let isPositiveSemidefinite: Bool
  private let values = Cached<[Double]>()
  private let eigen = Cached<SymmetricEigen<Double>>()

  init(_ curvature: FullCurvature, isPositiveSemidefinite: Bool) {
    self.curvature = curvature
    self.isPositiveSemidefinite = isPositiveSemidefinite
  }

  /// The eigenvalues; where none can be negative, those that rounding made negative are 0.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    try values.value { () throws(LinearAlgebraError) in
      var values = eigen.kept?.values ?? []
      if values.isEmpty { values = try SymmetricEigen.values(of: curvature.matrix) }
      return isPositiveSemidefinite ? values.map { max(0, $0) } : values
    }
  }

  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor {
    try DensePrecision(curvature.symmetric, prior, over: curvature.selection)
  }

  func projection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> any OutputProjection {
    let (values, vectors) = try decomposition()
    let count = curvature.selection.count
    return EigenvectorProjection(
      rows: sweep.jacobianRows(of: curvature.selection)
        .matrixProduct(vectors, transposingOther: true)
        .reshaped([sweep.outputs.shape[0], sweep.cotangentCount, count]),
      eigenvalues: values, outerProducts: nil)
  }

  func effectiveParameters() throws -> EffectiveParameterProfile {
    let (values, vectors) = try decomposition()
    return EffectiveParameterProfile(
      eigenvalues: values, vectors: vectors, tensors: curvature.selection.tensorRanges)
  }

  private func decomposition() throws(LinearAlgebraError) -> (
    values: [Double], vectors: Tensor<Double>
  ) {
    let eigen = try eigen.value { () throws(LinearAlgebraError) in
      try SymmetricEigen(curvature.matrix)
    }
    return (
      isPositiveSemidefinite ? eigen.values.map { max(0, $0) } : eigen.values, eigen.vectors
    )
  }

  func products(_ rows: Tensor<Double>) -> Tensor<Double> { rows.matrixProduct(curvature.matrix) }
}
