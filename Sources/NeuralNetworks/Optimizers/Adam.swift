import RealModule
import Tensors

/// Adam (Kingma and Ba, 2015): steps scaled by running moments of the gradient, corrected for their
/// start at zero.
public struct Adam<Scalar: TensorScalar>: Optimizer {
  private let learningRate: Double
  private let decay = (first: 0.9, second: 0.999)
  private var steps = 0
  private var moments: [(first: Tensor<Scalar>, second: Tensor<Scalar>)] = []

  /// The optimiser at its start, with the decay rates 0.9 and 0.999.
  public init(learningRate: Double) { self.learningRate = learningRate }

  /// `θ ← θ - r √(1-β₂ᵗ)/(1-β₁ᵗ) m/(√v + ε)`, with ε scaled along.
  public mutating func step(
    _ parameters: inout [Tensor<Scalar>], gradients: [Tensor<Scalar>], scale: Double
  ) {
    if moments.isEmpty { moments = gradients.map { (.zeros($0.shape), .zeros($0.shape)) } }
    steps += 1
    let correction = (1 - .pow(decay.second, Double(steps))).squareRoot()
    let rate = scale * learningRate * correction / (1 - .pow(decay.first, Double(steps)))
    for index in parameters.indices {
      let gradient = gradients[index]
      moments[index].first =
        Scalar(decay.first) * moments[index].first + Scalar(1 - decay.first) * gradient
      moments[index].second =
        Scalar(decay.second) * moments[index].second
        + Scalar(1 - decay.second) * (gradient * gradient)
      let spread = moments[index].second.mapped(.squareRoot)
        .affine(scale: 1, offset: Scalar(1e-8 * correction))
      parameters[index].add(moments[index].first / spread, scaledBy: -Scalar(rate))
    }
  }
}
