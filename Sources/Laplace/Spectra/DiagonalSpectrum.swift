import Curvature
import LinearAlgebra
import Tensors

/// A diagonal curvature: its entries are its eigenvalues.
struct DiagonalSpectrum: CurvatureSpectrum {
  private let curvature: DiagonalCurvature

  init(_ curvature: DiagonalCurvature) { self.curvature = curvature }

  func eigenvalues() throws(LinearAlgebraError) -> [Double] { curvature.diagonal }

  func whitenedJacobian<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let deviations = Tensor(variances(0..<curvature.diagonal.count, relativePrecision))
      .mapped(.squareRoot)
    return sweep.jacobian(of: curvature.selection) * deviations
  }

  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    sweep.covariance(
      of: curvature.selection, rotate: { $0 },
      variances: { block in
        variances(curvature.selection.layout.range(of: block), relativePrecision)
      })
  }

  private func variances(_ range: Range<Int>, _ relativePrecision: Double) -> [Double] {
    curvature.diagonal[range].map { 1 / ($0 + relativePrecision) }
  }
}
