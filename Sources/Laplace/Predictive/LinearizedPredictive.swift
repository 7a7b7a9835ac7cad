import Curvature
import NeuralNetworks
import Parallelism
import Tensors

extension LaplacePosterior {
  /// The distribution of the network's outputs when the network is linearised in its weights around
  /// θ*: mean `f(x; θ*)` and covariance `J (h H + P₀)⁻¹ Jᵀ` (Immer, Korzepa and Bauer, 2021).
  ///
  /// Inputs have shape (M, …); pairs of items, (M, 2, …), give the distribution of both scores. Inputs are
  /// taken a batch at a time, so that memory does not grow with M beyond the answer. Stopping early gives
  /// nothing, unless what was finished is to be kept: then the answer is that for the first inputs.
  public func linearizedPredictive(
    at inputs: Tensor<Scalar>, keepingFinished: Bool = false,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> GaussianPredictive {
    try model.check(inputs: inputs)
    let precision = try precisionFactor()
    let batchSize =
      options.batchSize ?? model.predictionBatchSize(backTo: selection.tensors.first ?? 0)
    var means: [Tensor<Double>] = []
    var covariances: [Tensor<Double>] = []
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      if keepingFinished && !means.isEmpty && cancellation.isCancelled { break }
      try cancellation.check()
      let sweep = jacobianSweep(inputs, from: start, batchSize)
      means.append(sweep.outputs.converted(to: Double.self))
      covariances.append(
        (1 / settings.curvatureScale)
          * (try precision.covariance(sweep)))
      progress.report(min(start + batchSize, inputs.shape[0]), of: inputs.shape[0])
    }
    let outputs = model.network.outputCount
    guard !means.isEmpty else {
      return GaussianPredictive(
        mean: .zeros([0, outputs]), covariance: .zeros([0, outputs, outputs]))
    }
    return GaussianPredictive(
      mean: .concatenated(means), covariance: .concatenated(covariances))
  }

  /// The covariance of all outputs at all inputs, of shape (M C, M C), inputs running slowest.
  public func jointCovariance(
    at inputs: Tensor<Scalar>, cancellation: Cancellation = Cancellation()
  ) throws -> Tensor<Double> {
    try model.check(inputs: inputs)
    let precision = try precisionFactor()
    let batchSize =
      options.batchSize ?? model.predictionBatchSize(backTo: selection.tensors.first ?? 0)
    var sweeps: [NetworkSweep<Scalar>] = []
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      try cancellation.check()
      sweeps.append(jacobianSweep(inputs, from: start, batchSize))
    }
    guard !sweeps.isEmpty else { return .zeros([0, 0]) }
    return (1 / settings.curvatureScale)
      * (try precision.jointCovariance(sweeps))
  }

  /// The Jacobian at some of the inputs, from a place on.
  func jacobianSweep(
    _ inputs: Tensor<Scalar>, from start: Int, _ batchSize: Int
  ) -> NetworkSweep<Scalar> {
    let end = min(start + batchSize, inputs.shape[0])
    return NetworkSweep(
      jacobianOf: model.network, inputs: inputs.slice(start..<end), tensors: Set(selection.tensors))
  }
}
