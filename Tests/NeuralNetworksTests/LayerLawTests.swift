import Autodiff
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct LayerLawTests {
  /// A network that shows a layer at work.
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let layers: [any Layer]
    let inputShape: Shape

    var testDescription: String { name }

    init(_ name: String, _ inputShape: Shape, _ layers: [any Layer]) {
      self.name = name
      self.layers = layers
      self.inputShape = inputShape
    }

    /// The network with parameters and statistics that are all different from their first values.
    func network(seed: UInt64) throws -> Network<Double> {
      var network = try Network<Double>(layers: layers, inputShape: inputShape, seed: seed)
      for (index, tensor) in network.parameters.enumerated() {
        network.parameters[index].add(
          randomTensor(tensor.shape, seed: seed + UInt64(index)), scaledBy: 0.3)
      }
      for (index, tensor) in network.statistics.enumerated() {
        network.statistics[index].add(
          randomTensor(tensor.shape, seed: seed + UInt64(index)).mapped(.sigmoid))
      }
      return network
    }
  }

  static let examples = [
    Example("layernorm", [4], [Linear(inputs: 4, outputs: 3), LayerNorm(shape: [3]), Tanh()]),
    Example("layernorm of two axes", [5, 2, 3], [LayerNorm(shape: [2, 3])]),
    Example("layernorm without parameters", [3], [LayerNorm(shape: [3], affine: false)]),
    Example("batchnorm", [4], [BatchNorm(channels: 4), Linear(inputs: 4, outputs: 2)]),
    Example("batchnorm of a series", [2, 5], [BatchNorm(channels: 2), Tanh(), Flatten()]),
    Example(
      "batchnorm of an image", [1, 4, 3],
      [Convolution2D(inputs: 1, outputs: 2, kernel: 2), BatchNorm(channels: 2), Flatten()]),
    Example("batchnorm without parameters", [3], [BatchNorm(channels: 3, affine: false)]),
    Example("dropout", [4], [Linear(inputs: 4, outputs: 6), Dropout(probability: 0.3), Tanh()]),
    Example(
      "residual", [3],
      [
        Linear(inputs: 3, outputs: 4),
        Residual(body: [Tanh(), Linear(inputs: 4, outputs: 4), BatchNorm(channels: 4)]),
        LayerNorm(shape: [4]),
      ]),
    Example(
      "residual with a shortcut inside another", [3],
      [
        Linear(inputs: 3, outputs: 2),
        Residual(
          body: [
            Residual(
              body: [BatchNorm(channels: 2), Linear(inputs: 2, outputs: 3)],
              shortcut: [Linear(inputs: 2, outputs: 3, bias: false)]), GELU(),
          ], shortcut: [BatchNorm(channels: 2), Linear(inputs: 2, outputs: 3)]),
        Linear(inputs: 3, outputs: 2),
      ]),
    Example(
      "shared", [3],
      [
        Linear(inputs: 3, outputs: 3), Tanh(), BatchNorm(channels: 3), SharedLayer(layer: 0),
        SharedLayer(layer: 2), SharedLayer(layer: 1), SharedLayer(layer: 3),
      ]),
    Example("several output axes", [2, 3], [Linear(inputs: 3, outputs: 2)]),
    Example("silu", [3], [SiLU()]),
    Example("softplus", [3], [Softplus()]),
    Example("elu", [3], [ELU()]),
    Example("leakyrelu", [3], [LeakyReLU(slope: 0.2)]),
  ]

  @Test("derivatives are those of finite differences", arguments: examples)
  func derivatives(example: Example) throws {
    let network = try example.network(seed: 3)
    let inputs = randomTensor([4] + example.inputShape, seed: 4)
    for random in [nil, RandomStream(seed: 5)] {
      let derivatives = NetworkDerivatives(of: network, at: inputs, training: random)
      #expect(disagreement(derivatives.byTape(), derivatives.byDifferences()) < 1e-7)
    }
  }

  @Test("the sums over sites are the derivatives in the parameters", arguments: examples)
  func sites(example: Example) throws {
    let network = try example.network(seed: 6)
    let inputs = randomTensor([3] + example.inputShape, seed: 7)
    let derivatives = NetworkDerivatives(of: network, at: inputs)
    let expected = Array(derivatives.byTape().prefix(network.layout.count))
    #expect(disagreement(derivatives.bySites(), expected) < 1e-12)
  }

  @Test("an evaluation of an example does not depend on its batch", arguments: examples)
  func batches(example: Example) throws {
    let network = try example.network(seed: 8)
    let inputs = randomTensor([5] + example.inputShape, seed: 9)
    let all = network(inputs)
    #expect(all.shape == [5] + network.outputShape)
    let alone = network(inputs.slice(3..<4))
    #expect(disagreement(all.slice(3..<4).scalars, alone.scalars) < 1e-14)
  }

  @Test("a training pass on one example is finite", arguments: examples)
  func oneExample(example: Example) throws {
    let network = try example.network(seed: 10)
    var pass = ForwardPass<Double>(training: RandomStream(seed: 1))
    let inputs = Variable(randomTensor([1] + example.inputShape, seed: 11))
    let outputs = network.outputs(
      inputs, parameters: network.parameters.map(Variable.init), in: &pass)
    #expect(outputs.value.isFinite)
    #expect(pass.statistics.allSatisfy { $0.isFinite })
  }
}
