import Curvature
import LinearAlgebra
import Tensors

/// A dense matrix for each layer: the layers' covariances add up.
struct BlockDiagonalSpectrum: CurvatureSpectrum {
  private let layers: [any CurvatureSpectrum]

  init(
    _ curvature: BlockDiagonalCurvature, isPositiveSemidefinite: Bool
  ) throws(LinearAlgebraError) {
    var layers: [any CurvatureSpectrum] = []
    for layer in curvature.layers {
      layers.append(try layer.spectrum(isPositiveSemidefinite: isPositiveSemidefinite))
    }
    self.layers = layers
  }

  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    var values: [Double] = []
    for layer in layers { values += try layer.eigenvalues() }
    return values
  }

  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let count = sweep.cotangentCount
    var total = Tensor<Double>.zeros([sweep.outputs.shape[0], count, count])
    for layer in layers {
      total.add(try layer.covariance(sweep, relativePrecision: relativePrecision))
    }
    return total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let count = sweeps.reduce(0) { $0 + $1.outputs.shape[0] * $1.cotangentCount }
    var total = Tensor<Double>.zeros([count, count])
    for layer in layers {
      total.add(try layer.jointCovariance(sweeps, relativePrecision: relativePrecision))
    }
    return total
  }
}
