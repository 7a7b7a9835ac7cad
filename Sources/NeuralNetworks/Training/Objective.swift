import Autodiff
import Datasets
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

  /// The summed loss on a batch and its gradient in every parameter tensor.
  public func lossAndGradient<Scalar: TensorScalar>(
    of model: Model<Scalar>, on batch: Dataset<Scalar>
  ) -> (loss: Double, gradients: [Tensor<Scalar>]) {
    let tape = Tape<Scalar>()
    let parameters = model.network.parameters.map(tape.variable)
    var pass = ForwardPass<Scalar>()
    let outputs = model.network.outputs(Variable(batch.inputs), parameters: parameters, in: &pass)
    let loss = model.likelihood.rules.negativeLogLikelihood(outputs, batch.targets)
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
