import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// How much each weight varies along stochastic gradient descent with a constant step size: the diagonal
/// of SWAG (Maddox et al., 2019).
enum SWAGVariance {
  /// `max(E[θ²] - E[θ]², 1e-30)` over snapshots, one number per parameter; the model stays as it is.
  static func variances<Scalar: TensorScalar>(
    of model: Model<Scalar>, on data: Dataset<Scalar>, options: SWAGOptions,
    cancellation: Cancellation
  ) throws -> [Double] {
    var model = model
    let objective = Objective(noise: 1)
    var optimizer = SGD<Scalar>(learningRate: options.learningRate, momentum: options.momentum)
    let batches = try Batches(
      count: data.count, size: min(options.batchSize, data.count),
      order: .shuffled(seed: options.seed))
    let count = model.network.layout.count
    var sums = [Double](repeating: 0, count: count)
    var squares = sums
    for epoch in 0..<options.snapshots * options.frequency {
      for rows in batches.rows(inEpoch: epoch) {
        try cancellation.check()
        guard
          let gradient = objective.lossAndGradient(
            of: model, on: data, rows: rows, cancellation: cancellation)
        else { throw Cancelled() }
        let scale = Scalar(1 / Double(rows.count))
        let decay = Scalar(options.weightDecay)
        let steps = zip(gradient.gradients, model.network.parameters).map { gradient, parameter in
          scale * gradient + decay * parameter
        }
        optimizer.step(&model.network.parameters, gradients: steps, scale: 1)
      }
      guard epoch % options.frequency == 0 else { continue }
      let parameters = model.network.flatParameters
      Double.addScaled(1, parameters, to: &sums)
      Double.addScaled(1, parameters.map { $0 * $0 }, to: &squares)
    }
    let snapshots = Double(options.snapshots)
    return zip(sums, squares).map { sum, square in
      max(square / snapshots - (sum / snapshots) * (sum / snapshots), 1e-30)
    }
  }
}
