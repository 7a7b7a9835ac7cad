import Datasets
import NeuralNetworks
import Tensors

/// A small random network with random data, different for every seed.
package struct TinyProblem<Scalar: TensorScalar>: Sendable {
  package let model: Model<Scalar>
  package let data: Dataset<Scalar>
  /// A few inputs that are not in the data.
  package let probes: Tensor<Scalar>

  package init(_ likelihood: LikelihoodKind, seed: UInt64, count: Int = 9) throws {
    var random = RandomStream(seed: seed)
    let activations: [any Activation] = [Tanh(), GELU(), Sigmoid(), ReLU()]
    let outputs =
      switch likelihood {
      case .scaledRegression(let noises): noises.count
      case .heteroscedastic: 4
      case .reward: 1
      default: 2 + Int(seed % 3)
      }
    let sizes = [2 + Int(seed % 2), 3, outputs]
    let network = try Network<Scalar>.perceptron(
      sizes: sizes, activation: activations[Int(seed % 4)], bias: seed % 5 != 4, seed: seed)
    model = Model(network, likelihood: likelihood)
    let items = count * likelihood.itemsPerExample
    let inputs = (0..<(items + 4) * sizes[0]).map { _ in Scalar(random.normal()) }
    probes = Tensor(shape: [4, sizes[0]], scalars: Array(inputs.suffix(4 * sizes[0])))
    let targets = Targets.random(
      for: likelihood, count: count, outputs: outputs, using: &random)
    data = try Dataset(
      inputs: Tensor(
        shape: [count] + model.exampleShape, scalars: Array(inputs.prefix(items * sizes[0]))),
      targets: targets)
  }
}

extension Targets {
  /// Random targets that a likelihood can score against a number of outputs.
  package static func random(
    for likelihood: LikelihoodKind, count: Int, outputs: Int, using random: inout RandomStream
  ) -> Targets {
    let columns = likelihood == .heteroscedastic ? outputs / 2 : outputs
    return switch likelihood {
    case .classification:
      .classes((0..<count).map { $0 % outputs }, classCount: outputs)
    case .reward:
      .classes((0..<count).map { _ in random.uniform() < 0.5 ? 0 : 1 }, classCount: 2)
    case .binary:
      .values(
        Tensor(
          shape: [count, columns],
          scalars: (0..<count * columns).map { _ in random.uniform() < 0.5 ? 1 : 0 }))
    case .regression, .scaledRegression, .heteroscedastic:
      .values(
        Tensor(
          shape: [count, columns], scalars: (0..<count * columns).map { _ in random.normal() }))
    }
  }
}
