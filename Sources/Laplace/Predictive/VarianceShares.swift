import Curvature
import NeuralNetworks
import Parallelism
import Tensors

extension LaplacePosterior {
  /// What each selected parameter tensor contributes to the functional variance of each output, of shape
  /// (M, C, tensors): `Σᵢ J_ci [(h H + P₀)⁻¹ J_cᵀ]ᵢ` over the tensor's parameters i.
  ///
  /// The contributions add up to the variance; where the curvature joins tensors, one of them can be
  /// negative. Throws `noWeightPosterior` for Gaussian processes with independent outputs.
  public func varianceShares(
    at inputs: Tensor<Scalar>, cancellation: Cancellation = Cancellation()
  ) throws -> Tensor<Double> {
    try model.check(inputs: inputs)
    let precision = try precisionFactor()
    let tensors = selection.tensors.count
    let outputs = model.network.groupSize(of: inputs.shape) * model.network.outputCount
    // A batch holds its Jacobian, the solutions and their products.
    let batchSize = max(1, (64 << 20) / (24 * max(1, outputs * parameterCount)))
    var shares = Tensor<Double>.zeros([inputs.shape[0], outputs, tensors])
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      try cancellation.check()
      let rows = jacobianSweep(inputs, from: start, batchSize).jacobianRows(of: selection)
      let products =
        (1 / settings.curvatureScale) * (rows * (try precision.solve(rows)))
      for tensor in 0..<tensors {
        let sums = products.selectingColumns(Array(selection.range(of: tensor)))
          .summed(overAxis: 1).scalars
        for (row, sum) in sums.enumerated() {
          shares.scalars[(start * outputs + row) * tensors + tensor] = sum
        }
      }
    }
    return shares
  }
}
