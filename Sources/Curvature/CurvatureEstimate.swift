import Autodiff
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// The loss and the curvature of a model on data, in any number of structures, from one sweep.
public struct CurvatureEstimate: Sendable {
  /// The curvature in each structure asked for, in that order.
  public let sums: [any CurvatureSum]
  /// The negative log likelihood at unit noise, summed over the data, without its constant.
  public let loss: Double
  /// The number N of examples seen.
  public let exampleCount: Int

  /// Sweeps once over the data, a batch at a time; neither order nor size of the batches changes the
  /// result beyond rounding.
  public init<Scalar: TensorScalar>(
    of model: Model<Scalar>, on data: Dataset<Scalar>, kind: CurvatureKind,
    selection: ParameterSelection, structures: [HessianStructure], batchSize: Int = 256,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    try model.check(data)
    let likelihood = model.likelihood.rules
    var sums = structures.map { $0.zero(for: selection) }
    var loss = 0.0
    var seen = 0
    for rows in try Batches(count: data.count, size: batchSize).rows(inEpoch: 0) {
      try cancellation.check()
      let batch = data.selecting(rows)
      let sweep = NetworkSweep(model.network, inputs: batch.inputs, selection: selection) {
        kind.outputCotangents(at: $0, batch.targets, likelihood)
      }
      guard sweep.outputs.isFinite else {
        throw NetworkError.notFinite("an output of the network")
      }
      loss +=
        likelihood.negativeLogLikelihood(
          Variable(sweep.outputs.converted(to: Double.self)), batch.targets
        ).value.item
      for index in sums.indices { sums[index].add(sweep) }
      seen += rows.count
      progress.report(seen, of: data.count)
    }
    self.sums = sums
    self.loss = loss
    exampleCount = data.count
  }
}
