import Curvature
import LinearAlgebra
import Tensors

/// A full curvature matrix: eigenvalues for the evidence, a Cholesky factor for predictions.
struct FullSpectrum: CurvatureSpectrum {
  private let curvature: FullCurvature
  private let isPositiveSemidefinite: Bool
  private let values = Cached<[Double]>()
  private let factor = Cached<Factor>()
  private let inverse = Cached<Inverse>()

  private struct Factor: Sendable {
    let relativePrecision: Double
    let cholesky: Cholesky<Double>
  }

  private struct Inverse: Sendable {
    let relativePrecision: Double
    let matrix: Tensor<Double>
  }

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

  /// With L the Cholesky factor of `H + ρ I`, the covariance is `W Wᵀ` for `W = J L⁻ᵀ`.
  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let factors = sweep.factors(for: curvature.selection)
    if let layer = LayerRows(factors), sweep.cotangentCount > 2 {
      return layer.covariance(try inverse(relativePrecision))
    }
    let whitened = try cholesky(relativePrecision)
      .whitened(sweep.jacobianRows(of: curvature.selection))
    return whitened.productsByExample(outputs: sweep.cotangentCount)
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let cholesky = try cholesky(relativePrecision)
    let whitened = Tensor.concatenated(
      sweeps.map { cholesky.whitened($0.jacobianRows(of: curvature.selection)) })
    return whitened.matrixProduct(whitened, transposingOther: true)
  }

  /// The factor at ρ; the last one is kept.
  private func cholesky(_ relativePrecision: Double) throws(LinearAlgebraError) -> Cholesky<Double>
  {
    try factor.value(where: { $0.relativePrecision == relativePrecision }) {
      () throws(LinearAlgebraError) in
      Factor(
        relativePrecision: relativePrecision,
        cholesky: try Cholesky(curvature.matrix.addingToDiagonal(relativePrecision)))
    }.cholesky
  }

  /// `(H + ρ I)⁻¹`; the last one is kept.
  private func inverse(_ relativePrecision: Double) throws(LinearAlgebraError) -> Tensor<Double> {
    try inverse.value(where: { $0.relativePrecision == relativePrecision }) {
      () throws(LinearAlgebraError) in
      Inverse(
        relativePrecision: relativePrecision, matrix: try cholesky(relativePrecision).inverse())
    }.matrix
  }
}

extension Tensor<Double> {
  /// The square matrix with a number added to each element of its diagonal.
  func addingToDiagonal(_ number: Double) -> Tensor<Double> {
    var matrix = self
    for index in 0..<shape[0] { matrix.scalars[index * (shape[0] + 1)] += number }
    return matrix
  }
}
