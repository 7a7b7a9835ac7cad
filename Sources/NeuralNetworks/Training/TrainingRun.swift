import Datasets
import Parallelism
import Tensors

/// Training under way: a model and its optimiser, an epoch at a time, so that prior and noise can change
/// between epochs.
public struct TrainingRun<Scalar: TensorScalar> {
  /// The model as far as it is trained.
  public private(set) var model: Model<Scalar>
  /// The scale h of the loss against the prior.
  public var objective: Objective
  /// The prior.
  public var prior: any TrainingPrior<Scalar>
  /// The number of epochs that were finished.
  public private(set) var epochCount = 0
  /// The length of the gradient of the objective at the last step.
  private(set) var stepGradientNorm = 0.0

  private let data: Dataset<Scalar>
  private let options: TrainingOptions
  private let batches: Batches
  private var optimizer: any Optimizer<Scalar>

  /// A model that is to be trained on data.
  public init(
    _ model: Model<Scalar>, on data: Dataset<Scalar>, options: TrainingOptions,
    objective: Objective, prior: any TrainingPrior<Scalar>
  ) throws {
    try model.check(data)
    self.model = model
    self.data = data
    self.options = options
    self.objective = objective
    self.prior = prior
    optimizer = options.optimizer.optimizer(
      learningRate: options.learningRate, momentum: options.momentum)
    let size = min(options.batchSize ?? data.count, data.count)
    batches = try Batches(
      count: data.count, size: size,
      order: size < data.count ? .shuffled(seed: options.seed) : .sequential)
  }

  /// Goes through the data once; the summed loss as it was seen, or nil when stopped.
  public mutating func epoch(cancellation: Cancellation) throws -> Double? {
    var total = 0.0
    for (batch, rows) in batches.rows(inEpoch: epochCount).enumerated() {
      guard
        let part = objective.lossAndGradient(
          of: model, on: data, rows: rows,
          training: Self.chance(options.seed, epoch: epochCount, batch: batch),
          cancellation: cancellation)
      else { return nil }
      let gradients = try objective.gradients(
        fromLoss: part.gradients, of: model, prior: prior,
        weight: Double(data.count) / Double(rows.count), scale: 1 / Double(data.count))
      stepGradientNorm = Double(data.count) * Self.norm(gradients)
      model.network.statistics = part.statistics
      optimizer.step(
        &model.network.parameters, gradients: gradients,
        scale: options.schedule.scale(epoch: epochCount, of: options.epochs))
      total += part.loss
    }
    guard total.isFinite else {
      throw NetworkError.notFinite("the loss of epoch \(epochCount + 1)")
    }
    epochCount += 1
    return total
  }

  /// The summed loss and the length of the gradient of the objective, as an evaluation: without chance, at
  /// the running statistics; nil when stopped.
  public func evaluation(
    cancellation: Cancellation
  ) throws -> (loss: Double, gradientNorm: Double)? {
    guard
      let end = objective.lossAndGradient(
        of: model, on: data, rows: Array(0..<data.count), cancellation: cancellation)
    else { return nil }
    let gradients = try objective.gradients(
      fromLoss: end.gradients, of: model, prior: prior, weight: 1, scale: 1)
    return (end.loss, Self.norm(gradients))
  }

  /// The source of chance of one batch of an epoch: what a batch draws does not depend on the others.
  private static func chance(_ seed: UInt64, epoch: Int, batch: Int) -> RandomStream {
    // The odd factors spread epochs and batches over the seeds, away from those of the order of the
    // examples (Steele and Vigna, 2021, table of multipliers).
    let epochs = UInt64(truncatingIfNeeded: epoch + 1) &* 0xAF25_1AF3_B0F0_25B5
    let batches = UInt64(truncatingIfNeeded: batch + 1) &* 0xB564_EF22_EC7A_ECE5
    return RandomStream(seed: seed ^ epochs ^ batches)
  }
}

extension TrainingRun {
  /// The length of all tensors together.
  private static func norm(_ tensors: [Tensor<Scalar>]) -> Double {
    tensors.reduce(0) { $0 + $1.squaredNorm }.squareRoot()
  }
}
