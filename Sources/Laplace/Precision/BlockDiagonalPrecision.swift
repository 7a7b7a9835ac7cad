import Curvature
import LinearAlgebra
import Tensors

/// A matrix for each layer: the layers' covariances add up.
struct BlockDiagonalPrecision: PrecisionFactor {
  /// The layers in the order of their parameters.
  let layers: [any PrecisionFactor]
  /// The places of each layer's parameters.
  let parameters: [Range<Int>]

  var logDeterminantRatio: Double { layers.reduce(0) { $0 + $1.logDeterminantRatio } }

  func variances() throws -> [Double] {
    var variances: [Double] = []
    for layer in layers { variances += try layer.variances() }
    return variances
  }

  func sandwich(_ diagonal: [Double]) throws -> [Double] {
    var result: [Double] = []
    for (layer, places) in zip(layers, parameters) {
      result += try layer.sandwich(Array(diagonal[places]))
    }
    return result
  }

  func solve(_ rows: Tensor<Double>) throws -> Tensor<Double> {
    var result = rows
    for (layer, places) in zip(layers, parameters) {
      let own = rows.selectingColumns(Array(places))
      result.setColumns(from: places.lowerBound, to: try layer.solve(own))
    }
    return result
  }

  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let count = sweep.cotangentCount
    var total = Tensor<Double>.zeros([sweep.outputs.shape[0], count, count])
    for layer in layers { total.add(try layer.covariance(sweep)) }
    return total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>]
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let count = sweeps.reduce(0) { $0 + $1.outputs.shape[0] * $1.cotangentCount }
    var total = Tensor<Double>.zeros([count, count])
    for layer in layers { total.add(try layer.jointCovariance(sweeps)) }
    return total
  }

  func deviations(count: Int, using random: inout RandomStream) throws -> Tensor<Double> {
    var parts: [Tensor<Double>] = []
    for layer in layers { parts.append(try layer.deviations(count: count, using: &random)) }
    var rows = Tensor<Double>.zeros([count, parts.reduce(0) { $0 + $1.shape[1] }])
    var start = 0
    for part in parts {
      rows.setColumns(from: start, to: part)
      start += part.shape[1]
    }
    return rows
  }
}
