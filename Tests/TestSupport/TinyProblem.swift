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
    let sizes = [2 + Int(seed % 2), 3, 2 + Int(seed % 3)]
    let network = try Network<Scalar>.perceptron(
      sizes: sizes, activation: activations[Int(seed % 4)], bias: seed % 5 != 4, seed: seed)
    model = Model(network, likelihood: likelihood)
    let inputs = (0..<(count + 4) * sizes[0]).map { _ in Scalar(random.normal()) }
    probes = Tensor(shape: [4, sizes[0]], scalars: Array(inputs.suffix(4 * sizes[0])))
    let targets: Targets =
      switch likelihood {
      case .regression:
        .values(
          Tensor(
            shape: [count, sizes[2]], scalars: (0..<count * sizes[2]).map { _ in random.normal() }))
      case .classification:
        .classes((0..<count).map { $0 % sizes[2] }, classCount: sizes[2])
      }
    data = try Dataset(
      inputs: Tensor(shape: [count, sizes[0]], scalars: Array(inputs.prefix(count * sizes[0]))),
      targets: targets)
  }
}
