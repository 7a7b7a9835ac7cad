import Datasets
import Parallelism
import Tensors

/// A network trained to the maximum of its posterior (MAP), and how it got there.
public struct Training<Scalar: TensorScalar>: Sendable {
  /// The trained model.
  public let model: Model<Scalar>
  /// The loss of each epoch, summed over the data as it was seen, at unit noise.
  public let losses: [Double]
  /// The loss at the end, summed over the data, at unit noise.
  public let loss: Double
  /// The length of the gradient of the objective at the end; at an exact maximum it is 0.
  public let gradientNorm: Double
  /// Whether training was stopped on request before its last epoch.
  public let isPartial: Bool

  /// Minimises `h·loss + ½ δ ‖θ‖²`, divided by N so that step sizes do not depend on the data's size.
  ///
  /// Stopping early keeps the parameters reached.
  public init(
    _ model: Model<Scalar>, on data: Dataset<Scalar>, options: TrainingOptions,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    try model.check(data)
    var model = model
    let objective = Objective(noise: options.noise, priorPrecision: options.priorPrecision)
    var optimizer: any Optimizer<Scalar> = options.optimizer.optimizer(
      learningRate: options.learningRate, momentum: options.momentum)
    let size = min(options.batchSize ?? data.count, data.count)
    let batches = try Batches(
      count: data.count, size: size,
      order: size < data.count ? .shuffled(seed: options.seed) : .sequential)
    var losses: [Double] = []

    for epoch in 0..<options.epochs where !cancellation.isCancelled {
      var total = 0.0
      for rows in batches.rows(inEpoch: epoch) where !cancellation.isCancelled {
        let batch = rows.count == data.count ? data : data.selecting(rows)
        let (loss, gradients) = objective.lossAndGradient(of: model, on: batch)
        optimizer.step(
          &model.network.parameters,
          gradients: objective.gradients(
            fromLoss: gradients, at: model.network.parameters,
            weight: Double(data.count) / Double(batch.count), scale: 1 / Double(data.count)))
        total += loss
      }
      guard !cancellation.isCancelled else { break }
      guard total.isFinite else { throw NetworkError.notFinite("the loss of epoch \(epoch + 1)") }
      losses.append(total)
      progress.report(epoch + 1, of: options.epochs, value: total)
    }
    self.model = model
    self.losses = losses
    isPartial = losses.count < options.epochs
    let parts = try Batches(count: data.count, size: size)
    (loss, gradientNorm) = Training.final(model, on: data, objective, parts)
  }

  private static func final(
    _ model: Model<Scalar>, on data: Dataset<Scalar>, _ objective: Objective, _ batches: Batches
  ) -> (loss: Double, gradientNorm: Double) {
    var loss = 0.0
    var sums = model.network.parameters.map { Tensor<Scalar>.zeros($0.shape) }
    for rows in batches.rows(inEpoch: 0) {
      let part = objective.lossAndGradient(of: model, on: data.selecting(rows))
      loss += part.loss
      for index in sums.indices { sums[index].add(part.gradients[index]) }
    }
    let gradients = objective.gradients(
      fromLoss: sums, at: model.network.parameters, weight: 1, scale: 1)
    return (loss, gradients.reduce(0) { $0 + $1.squaredNorm }.squareRoot())
  }
}
