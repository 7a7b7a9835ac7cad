import Autodiff
import Datasets
import Parallelism
import Tensors

/// The negative log posterior `h·loss(θ) + ½ δ ‖θ‖²` of a model on data, up to a constant.
public struct Objective: Equatable, Sendable {
  /// The scale h of the loss.
  public let lossScale: Double
  /// The prior precision δ.
  public let priorPrecision: Double

  /// The objective at noise σ, where `h = 1/σ²`.
  public init(noise: Double, priorPrecision: Double) {
    lossScale = 1 / (noise * noise)
    self.priorPrecision = priorPrecision
  }

  /// The examples that go through the network at once; a larger batch is summed in pieces, which bounds
  /// memory and the time to a stop.
  private static let pieceSize = 256

  /// The summed loss on a batch and its gradient in every parameter tensor; nil when stopped.
  public func lossAndGradient<Scalar: TensorScalar>(
    of model: Model<Scalar>, on batch: Dataset<Scalar>, rows: [Int], cancellation: Cancellation
  ) -> (loss: Double, gradients: [Tensor<Scalar>])? {
    var loss = 0.0
    var sums = model.network.parameters.map { Tensor<Scalar>.zeros($0.shape) }
    for start in stride(from: 0, to: rows.count, by: Self.pieceSize) {
      guard !cancellation.isCancelled else { return nil }
      let piece = batch.selecting(Array(rows[start..<min(start + Self.pieceSize, rows.count)]))
      let part = lossAndGradient(of: model, on: piece)
      loss += part.loss
      for index in sums.indices { sums[index].add(part.gradients[index]) }
    }
    return (loss, sums)
  }

  private func lossAndGradient<Scalar: TensorScalar>(
    of model: Model<Scalar>, on piece: Dataset<Scalar>
  ) -> (loss: Double, gradients: [Tensor<Scalar>]) {
    let tape = Tape<Scalar>()
    let parameters = model.network.parameters.map(tape.variable)
    var pass = ForwardPass<Scalar>()
    let outputs = model.network.outputs(Variable(piece.inputs), parameters: parameters, in: &pass)
    let loss = model.likelihood.rules.negativeLogLikelihood(outputs, piece.targets)
    let gradients = tape.pullback(of: loss, cotangent: Variable(Tensor(1)), to: parameters)
    return (Double(loss.value.item), gradients.map(\.value))
  }

  /// The gradient of `(weight·h·loss + ½ δ ‖θ‖²)·scale`, given that of the loss.
  func gradients<Scalar: TensorScalar>(
    fromLoss gradients: [Tensor<Scalar>], at parameters: [Tensor<Scalar>], weight: Double,
    scale: Double
  ) -> [Tensor<Scalar>] {
    zip(gradients, parameters).map { gradient, parameter in
      Scalar(weight * lossScale * scale) * gradient + Scalar(priorPrecision * scale) * parameter
    }
  }
}
