import Datasets
import Parallelism
import Tensors

/// A network trained to the maximum of its posterior (MAP), and how it got there.
public struct Training<Scalar: TensorScalar>: Sendable {
  /// The trained model.
  public let model: Model<Scalar>
  /// The loss of each epoch, summed over the data as it was seen, at unit noise; layers that act
  /// otherwise in training did so.
  public let losses: [Double]
  /// The loss at the end, summed over the data, at unit noise; that of the last epoch when stopped.
  ///
  /// Like the gradient at the end, it is an evaluation: without chance, at the running statistics.
  public let loss: Double
  /// The length of the gradient of the objective at the end; at an exact maximum it is 0.
  ///
  /// When training was stopped, it is that of the last step.
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

    var lastGradients: [Tensor<Scalar>] = []

    epochs: for epoch in 0..<options.epochs {
      var total = 0.0
      for (batch, rows) in batches.rows(inEpoch: epoch).enumerated() {
        guard
          let part = objective.lossAndGradient(
            of: model, on: data, rows: rows,
            training: Training.chance(options.seed, epoch: epoch, batch: batch),
            cancellation: cancellation)
        else { break epochs }
        lastGradients = objective.gradients(
          fromLoss: part.gradients, of: model,
          weight: Double(data.count) / Double(rows.count), scale: 1 / Double(data.count))
        model.network.statistics = part.statistics
        optimizer.step(
          &model.network.parameters, gradients: lastGradients,
          scale: options.schedule.scale(epoch: epoch, of: options.epochs))
        total += part.loss
      }
      guard total.isFinite else {
        throw NetworkError.notFinite("the loss of epoch \(epoch + 1)")
      }
      losses.append(total)
      progress.report(epoch + 1, of: options.epochs, value: total)
      guard !cancellation.isCancelled else { break }
    }
    self.model = model
    self.losses = losses
    isPartial = losses.count < options.epochs
    guard
      let end = objective.lossAndGradient(
        of: model, on: data, rows: Array(0..<data.count), cancellation: cancellation)
    else {
      loss = losses.last ?? .nan
      gradientNorm = Double(data.count) * Training.norm(lastGradients)
      return
    }
    loss = end.loss
    gradientNorm = Training.norm(
      objective.gradients(fromLoss: end.gradients, of: model, weight: 1, scale: 1))
  }

  /// The source of chance of one batch of an epoch: what a batch draws does not depend on the others.
  private static func chance(_ seed: UInt64, epoch: Int, batch: Int) -> RandomStream {
    // The odd factors spread epochs and batches over the seeds, away from those of the order of the
    // examples (Steele and Vigna, 2021, table of multipliers).
    let epochs = UInt64(truncatingIfNeeded: epoch + 1) &* 0xAF25_1AF3_B0F0_25B5
    let batches = UInt64(truncatingIfNeeded: batch + 1) &* 0xB564_EF22_EC7A_ECE5
    return RandomStream(seed: seed ^ epochs ^ batches)
  }

  private static func norm(_ tensors: [Tensor<Scalar>]) -> Double {
    tensors.reduce(0) { $0 + $1.squaredNorm }.squareRoot()
  }
}
