import Datasets
import NeuralNetworks
import Tensors

/// A small network with parameters in some unusual place.
package enum TinyNetwork: String, CaseIterable, Sendable {
  case oneLayer, groups, sequence, normalized, batchNormalized, residual, shared

  private var inputShape: Shape {
    switch self {
    case .oneLayer, .normalized, .residual, .shared: [3]
    case .groups: [2, 4, 3]
    case .sequence: [2, 5]
    case .batchNormalized: [2, 3, 3]
    }
  }

  private func layers(outputs: Int) -> [any Layer] {
    switch self {
    case .oneLayer: return [Linear(inputs: 3, outputs: outputs)]
    case .groups:
      return [
        Convolution2D(inputs: 2, outputs: 4, kernel: 2, groups: 2), Tanh(),
        AveragePooling2D(kernel: 2), Flatten(), Linear(inputs: 4, outputs: outputs),
      ]
    case .sequence:
      return [
        Convolution1D(inputs: 2, outputs: 3, kernel: 2, stride: 2), GELU(), Flatten(),
        Linear(inputs: 6, outputs: outputs, bias: false),
      ]
    case .normalized:
      return [
        Linear(inputs: 3, outputs: 4), LayerNorm(shape: [4]), Tanh(),
        Linear(inputs: 4, outputs: outputs),
      ]
    case .batchNormalized:
      return [
        Convolution2D(inputs: 2, outputs: 2, kernel: 2, bias: false), BatchNorm(channels: 2),
        Sigmoid(), Flatten(), Linear(inputs: 8, outputs: outputs),
      ]
    case .residual:
      return [
        Linear(inputs: 3, outputs: 3), Residual(body: [Tanh(), Linear(inputs: 3, outputs: 3)]),
        Tanh(), Linear(inputs: 3, outputs: outputs),
      ]
    case .shared:
      return [
        Linear(inputs: 3, outputs: 3), Tanh(), SharedLayer(layer: 0), Tanh(),
        Linear(inputs: 3, outputs: outputs),
      ]
    }
  }

  /// The network with random parameters under a likelihood, and random data.
  package func problem(
    _ likelihood: LikelihoodKind, seed: UInt64, count: Int
  ) throws -> (model: Model<Double>, data: Dataset<Double>) {
    var random = RandomStream(seed: seed)
    let outputs = likelihood == .reward ? 1 : 2
    let network = try Network<Double>(
      layers: layers(outputs: outputs), inputShape: inputShape, seed: seed)
    let model = Model(network, likelihood: likelihood)
    let shape = Shape([count]) + model.exampleShape
    let inputs = Tensor(
      shape: shape, scalars: (0..<shape.count).map { _ in random.normal() })
    let targets = Targets.random(
      for: likelihood, count: count, outputs: outputs, using: &random)
    return (model, try Dataset(inputs: inputs, targets: targets))
  }
}
