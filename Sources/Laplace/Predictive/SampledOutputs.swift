import Curvature
import NeuralNetworks
import Parallelism
import Tensors

extension LaplacePosterior {
  /// The network's outputs at S draws of the weights, `f(x; θₛ)`, of shape (S, M, C): functions drawn
  /// from the posterior.
  ///
  /// Inputs have shape (M, …); pairs of items, (M, 2, …), give both scores. A draw serves all inputs, and the same seed draws the same standard normal
  /// numbers at every setting (see `sample`). The model stays as it is, in a stop too. Memory is that of
  /// the answer and of the draws, 8 S (M C + P) bytes; `tooManySamples` where the options allow less.
  public func sampledOutputs(
    at inputs: Tensor<Scalar>, count: Int, seed: UInt64,
    cancellation: Cancellation = Cancellation()
  ) throws -> Tensor<Double> {
    var batches: [Tensor<Double>] = []
    let outputs = outputCount(at: inputs)
    try checkMemory(ofDraws: count, outputs: inputs.shape[0] * outputs)
    try sampleOutputs(at: inputs, count: count, seed: seed, cancellation) { batches.append($0) }
    var result = Tensor<Double>.zeros([count, inputs.shape[0] * outputs])
    var start = 0
    for batch in batches {
      let rows = batch.reshaped([count, batch.shape[1] * outputs])
      result.setColumns(from: start, to: rows)
      start += rows.shape[1]
    }
    return result.reshaped([count, inputs.shape[0], outputs])
  }

  /// Means, covariances and class probabilities over S draws of the weights, with their Monte-Carlo
  /// errors; S is at least 2, since one draw has no variance.
  ///
  /// The draws are those of `sampledOutputs`; inputs are taken a batch at a time, so that memory does not
  /// grow with M beyond the answer: it is 8 S (C + P) bytes. Stopping early gives nothing, unless what was finished is to be kept:
  /// then the answer is that for the first inputs, at all draws.
  public func sampledPredictive(
    at inputs: Tensor<Scalar>, count: Int, seed: UInt64, keepingFinished: Bool = false,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> SampledPredictive {
    guard count >= 2 else {
      throw LaplaceError.invalidSetting(
        name: "number of samples", value: Double(count),
        requirement: "at least 2 for a variance")
    }
    var parts: [SampledPredictive] = []
    do {
      var done = 0
      try sampleOutputs(at: inputs, count: count, seed: seed, cancellation) {
        parts.append(sampledPredictive($0))
        done += $0.shape[1]
        progress.report(done, of: inputs.shape[0])
      }
    } catch let stop as Cancelled {
      guard keepingFinished, !parts.isEmpty else { throw stop }
    }
    guard !parts.isEmpty else {
      return sampledPredictive(.zeros([count, 0, outputCount(at: inputs)]))
    }
    return SampledPredictive(parts)
  }

  private func sampledPredictive(_ samples: Tensor<Double>) -> SampledPredictive {
    SampledPredictive(samples, of: model.likelihood, positionCount: model.positionCount)
  }

  /// The number of outputs at each input, which may be a pair of items.
  func outputCount(at inputs: Tensor<Scalar>) -> Int {
    model.network.groupSize(of: inputs.shape) * model.network.outputCount
  }

  /// Hands on the outputs at S draws of the weights for one batch of inputs after the other: (S, B, C).
  private func sampleOutputs(
    at inputs: Tensor<Scalar>, count: Int, seed: UInt64, _ cancellation: Cancellation,
    _ receive: (Tensor<Double>) -> Void
  ) throws {
    try model.check(inputs: inputs)
    try checkMemory(ofDraws: count, outputs: outputCount(at: inputs))
    let weights = try sample(count: count, seed: seed)
    let answerSize = 8 * count * outputCount(at: inputs)
    let batchSize =
      options.batchSize
      ?? max(
        1,
        min(
          model.predictionBatchSize(backTo: selection.tensors.first ?? 0),
          (64 << 20) / answerSize))
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      try cancellation.check()
      let batch = inputs.slice(start..<min(start + batchSize, inputs.shape[0]))
      receive(try outputs(of: batch, at: weights, cancellation))
    }
  }

  /// The outputs for a batch at each row of weights.
  ///
  /// Layers in front of the first that has drawn weights
  /// act once; the others act for each draw, draws in parallel.
  func outputs(
    of batch: Tensor<Scalar>, at weights: Tensor<Double>, _ cancellation: Cancellation
  ) throws -> Tensor<Double> {
    let network = model.network
    let last = network.layers.count
    let first = network.firstLayer(using: Set(selection.tensors))
    let items = batch.shape[0] * network.groupSize(of: batch.shape)
    let features = network.activations(
      batch.reshaped([items] + network.inputShape), through: 0..<first,
      parameters: network.parameters)
    let count = weights.shape[0]
    let draws = Parallel.map(count) { draw -> [Double] in
      guard !cancellation.isCancelled else { return [] }
      var parameters = network.parameters
      selection.write(
        Array(weights.scalars[draw * selection.count..<(draw + 1) * selection.count]),
        to: &parameters)
      let outputs = network.activations(
        features, through: first..<last, parameters: parameters)
      return Scalar.widened(outputs.scalars)
    }
    try cancellation.check()
    return Tensor(
      shape: [count, batch.shape[0], outputCount(at: batch)], scalars: draws.flatMap(\.self))
  }
}
