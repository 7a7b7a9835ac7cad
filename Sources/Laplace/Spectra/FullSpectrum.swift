import Curvature
import LinearAlgebra
import Tensors

/// A full curvature matrix: eigenvalues for the evidence, a Cholesky factor for predictions.
struct FullSpectrum: CurvatureSpectrum {
  private let curvature: FullCurvature
  private let isPositiveSemidefinite: Bool
  private let values = Cached<[Double]>()
  private let shifted: ShiftedCholesky

  init(_ curvature: FullCurvature, isPositiveSemidefinite: Bool) {
    self.curvature = curvature
    self.isPositiveSemidefinite = isPositiveSemidefinite
    shifted = ShiftedCholesky { curvature.matrix }
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
      return layer.covariance(try shifted.inverse(relativePrecision))
    }
    let whitened = try shifted.factor(relativePrecision)
      .whitened(sweep.jacobianRows(of: curvature.selection))
    return whitened.productsByExample(outputs: sweep.cotangentCount)
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let cholesky = try shifted.factor(relativePrecision)
    let whitened = Tensor.concatenated(
      sweeps.map { cholesky.whitened($0.jacobianRows(of: curvature.selection)) })
    return whitened.matrixProduct(whitened, transposingOther: true)
  }
}
