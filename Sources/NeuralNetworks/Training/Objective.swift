import Autodiff
import Datasets
import Parallelism
import Tensors

/// The negative log posterior `h·loss(θ) - log p(θ)` of a model on data, up to a constant.
public struct Objective: Equatable, Sendable {
  /// The scale h of the loss.
  public let lossScale: Double

  /// The objective at noise σ and temperature T, where `h = 1/(σ² T)`.
  public init(noise: Double, temperature: Double = 1) {
    lossScale = 1 / (noise * noise * temperature)
  }

  /// The examples that go through the network at once; a larger batch is summed in pieces, which bounds
  /// memory and the time to a stop.
  ///
  /// To a layer that takes statistics of the batch, a piece is the batch.
  private static let pieceSize = 256

  /// The summed loss on some rows of the data and its gradient; nil when stopped.
  ///
  /// With a stream the network acts as in training, chance included, else as in an evaluation.
  public func lossAndGradient<Scalar: TensorScalar>(
    of model: Model<Scalar>, on data: Dataset<Scalar>, rows: [Int],
    training random: RandomStream? = nil, cancellation: Cancellation
  ) -> LossGradient<Scalar>? {
    var network = model.network
    var random = random
    var sum = LossGradient(
      loss: 0, gradients: network.parameters.map { .zeros($0.shape) },
      statistics: network.statistics)
    for start in stride(from: 0, to: rows.count, by: Self.pieceSize) {
      guard !cancellation.isCancelled else { return nil }
      let piece = data.selecting(Array(rows[start..<min(start + Self.pieceSize, rows.count)]))
      var pass = ForwardPass<Scalar>()
      pass.random = random
      sum.add(piece, of: model, at: network, in: &pass)
      random = pass.random
      network.statistics = pass.statistics
    }
    sum.statistics = network.statistics
    return sum
  }

  /// The gradient of `(weight·h·loss - log p(θ))·scale`, given that of the loss; 0 in what is frozen.
  func gradients<Scalar: TensorScalar>(
    fromLoss gradients: [Tensor<Scalar>], of model: Model<Scalar>,
    prior: any TrainingPrior<Scalar>, weight: Double, scale: Double
  ) throws -> [Tensor<Scalar>] {
    let pulls = try prior.gradients(at: model.network.parameters, scaledBy: scale)
    return zip(gradients, pulls).enumerated().map { position, pair in
      let (gradient, pull) = pair
      guard !model.frozen.contains(position) else { return gradient }
      return Scalar(weight * lossScale * scale) * gradient + pull
    }
  }
}

/// The loss of a model summed over examples, its gradient, and the statistics after them.
public struct LossGradient<Scalar: TensorScalar>: Sendable {
  /// The summed loss at unit noise.
  public fileprivate(set) var loss: Double
  /// Its gradient in every parameter tensor; 0 in frozen ones.
  public fileprivate(set) var gradients: [Tensor<Scalar>]
  /// The statistics of the network's layers after a training pass, unchanged after an evaluation.
  public fileprivate(set) var statistics: [Tensor<Scalar>]

  /// Adds the loss on a piece of data and its gradient.
  fileprivate mutating func add(
    _ piece: Dataset<Scalar>, of model: Model<Scalar>, at network: Network<Scalar>,
    in pass: inout ForwardPass<Scalar>
  ) {
    let tape = Tape<Scalar>()
    let moving = network.parameters.indices.filter { !model.frozen.contains($0) }
    let parameters = network.parameters.enumerated().map { position, tensor in
      model.frozen.contains(position) ? Variable(tensor) : tape.variable(tensor)
    }
    let outputs = network.outputs(Variable(piece.inputs), parameters: parameters, in: &pass)
    let loss = model.rules.negativeLogLikelihood(outputs, piece.targets)
    let parts = tape.pullback(
      of: loss, cotangent: Variable(Tensor(1)), to: moving.map { parameters[$0] })
    self.loss += Double(loss.value.item)
    for (position, part) in zip(moving, parts) { gradients[position].add(part.value) }
  }
}
