import Curvature
import LinearAlgebra
import Tensors

/// A precision for each output: outputs have no covariance with each other.
struct IndependentOutputsPrecision: PrecisionFactor {
  /// The precisions in the order of the outputs.
  let outputs: [DualPrecision]
  let selection: ParameterSelection
  /// The diagonal of R⁻¹.
  let weights: [Double]

  var logDeterminantRatio: Double { outputs.reduce(0) { $0 + $1.logDeterminantRatio } }

  func variances() throws -> [Double] { throw LaplaceError.noWeightPosterior }

  func sandwich(_ diagonal: [Double]) throws -> [Double] {
    throw LaplaceError.noWeightPosterior
  }

  func solve(_ rows: Tensor<Double>) throws -> Tensor<Double> {
    throw LaplaceError.noWeightPosterior
  }

  /// `(G_cᵀ G_c + R)⁻¹ J_cᵀ` for each output.
  func solve(jacobian rows: Tensor<Double>, outputs count: Int) -> Tensor<Double> {
    let batch = rows.shape[0] / count
    let solved = outputs.enumerated().map { index, output in
      output.solve(rows.selecting((0..<batch).map { $0 * count + index }))
    }
    return Tensor.concatenated(solved).reshaped([count, batch, rows.shape[1]]).exchangingFirstAxes
      .reshaped(rows.shape)
  }

  /// `J_c (G_cᵀ G_c + R)⁻¹ J_cᵀ` on the diagonal.
  func covariance<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) -> Tensor<Double> {
    let (batch, count) = (sweep.outputs.shape[0], sweep.cotangentCount)
    let jacobian = GradientRows(sweep, of: selection)
    let prior = sweep.outerProducts(of: selection, weights: weights)
    var total = Tensor<Double>.zeros([batch, count, count])
    for (index, output) in outputs.enumerated() {
      let reductions = output.reductions(jacobian.selecting(cotangent: index, of: count))
        .summedSquares(overAxis: 1).scalars
      for (example, reduction) in reductions.enumerated() {
        let place = (example * count + index) * count + index
        total.scalars[place] = prior.scalars[place] - reduction
      }
    }
    return total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>]
  ) -> Tensor<Double> {
    let jacobians = sweeps.map { GradientRows($0, of: selection) }
    let order = jacobians.reduce(0) { $0 + $1.count }
    var total = Tensor<Double>.zeros([order, order])
    for (index, output) in outputs.enumerated() {
      let own = output.covariance(
        jacobians.map { $0.selecting(cotangent: index, of: outputs.count) })
      for row in 0..<own.shape[0] {
        for column in 0..<own.shape[0] {
          let place = (row * outputs.count + index) * order + column * outputs.count + index
          total.scalars[place] = own[row, column]
        }
      }
    }
    return total
  }

  func deviations(count: Int, using random: inout RandomStream) throws -> Tensor<Double> {
    throw LaplaceError.noWeightPosterior
  }
}
