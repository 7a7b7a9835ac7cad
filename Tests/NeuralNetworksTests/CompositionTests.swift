import Foundation
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct CompositionTests {
  @Test("a residual is the sum of its ways, its tensors named by the way")
  func residual() throws {
    let layers: [any Layer] = [
      Tanh(),
      Residual(
        body: [Linear(inputs: 3, outputs: 2), Tanh()],
        shortcut: [Linear(inputs: 3, outputs: 2, bias: false)]),
    ]
    let network = try Network<Double>(layers: layers, inputShape: [3], seed: 4)
    #expect(
      network.layout.tensors.map(\.name)
        == ["1.body.0.weight", "1.body.0.bias", "1.shortcut.0.weight"])
    #expect(network.layout.modules == ["1", "1.body", "1.body.0", "1.shortcut", "1.shortcut.0"])
    let x = randomTensor([2, 3], seed: 5)
    let body = try Network<Double>(
      layers: [Tanh(), Linear(inputs: 3, outputs: 2), Tanh()], inputShape: [3],
      parameters: Array(network.parameters[..<2]))
    let side = try Network<Double>(
      layers: [Tanh(), Linear(inputs: 3, outputs: 2, bias: false)], inputShape: [3],
      parameters: Array(network.parameters[2...]))
    #expect(network(x) == body(x) + side(x))
  }

  @Test("ways that do not meet are refused with the layer's position")
  func residualShapes() {
    let cases: [([any Layer], String)] = [
      ([Linear(inputs: 3, outputs: 2)], "body gives 2, but its shortcut 3"),
      ([Linear(inputs: 4, outputs: 3)], "in its body, layer 0 (linear) takes 4 numbers"),
      ([SharedLayer(layer: 0)], "cannot stand inside another layer"),
    ]
    for (body, words) in cases {
      #expect {
        try Network<Double>(layers: [Tanh(), Residual(body: body)], inputShape: [3], seed: 0)
      } throws: { error in
        "\(error)".contains("layer 1 (residual)") && "\(error)".contains(words)
      }
    }
  }

  @Test("a shared layer acts as the earlier one, without parameters of its own")
  func sharedLayer() throws {
    let linear = Linear(inputs: 3, outputs: 3)
    let shared = try Network<Double>(
      layers: [linear, Tanh(), SharedLayer(layer: 0)], inputShape: [3], seed: 1)
    #expect(shared.layout.tensors.map(\.name) == ["0.weight", "0.bias"])
    let plain = try Network<Double>(
      layers: [linear, Tanh(), linear], inputShape: [3],
      parameters: shared.parameters + shared.parameters)
    let x = randomTensor([4, 3], seed: 2)
    #expect(shared(x) == plain(x))
  }

  @Test("a layer that is not there before cannot be shared", arguments: [-1, 1, 2])
  func sharedLayerOutOfRange(position: Int) {
    #expect(
      throws: NetworkError.invalidLayer(
        layer: 1, type: "shared", reason: "there is no layer \(position) before it")
    ) {
      try Network<Double>(
        layers: [Linear(inputs: 3, outputs: 3), SharedLayer(layer: position)], inputShape: [3],
        seed: 0)
    }
  }

  @Test("a shared layer is checked where it stands")
  func sharedLayerShape() {
    #expect(
      throws: NetworkError.unexpectedInput(
        layer: 1, type: "linear", expected: "3 numbers", found: [2])
    ) {
      try Network<Double>(
        layers: [Linear(inputs: 3, outputs: 2), SharedLayer(layer: 0)], inputShape: [3], seed: 0)
    }
  }

  @Test("layers survive being written to JSON and read back", arguments: LayerLawTests.examples)
  func layerRecords(example: LayerLawTests.Example) throws {
    let network = try example.network(seed: 1)
    let text = try JSONEncoder().encode(network.layers.map(LayerRecord.init))
    let layers = try JSONDecoder().decode([LayerRecord].self, from: text).map(\.layer)
    let read = try Network<Double>(
      layers: layers, inputShape: example.inputShape, parameters: network.parameters,
      statistics: network.statistics)
    let x = randomTensor([2] + example.inputShape, seed: 2)
    #expect(read(x) == network(x))
    #expect(read.layout == network.layout)
  }

  @Test("settings left out are the usual ones")
  func defaults() throws {
    let text = Data(
      """
      [{"type":"layernorm","size":4},{"type":"batchnorm","channels":4},{"type":"leakyrelu"},
       {"type":"residual","body":[]}]
      """.utf8)
    let layers = try JSONDecoder().decode([LayerRecord].self, from: text).map(\.layer)
    #expect(layers[0] as? LayerNorm == LayerNorm(shape: [4], epsilon: 1e-5, affine: true))
    #expect(
      layers[1] as? BatchNorm
        == BatchNorm(channels: 4, epsilon: 1e-5, momentum: 0.1, affine: true))
    #expect(layers[2] as? LeakyReLU == LeakyReLU(slope: 0.01))
    #expect((layers[3] as? Residual)?.shortcut.isEmpty == true)
  }

  @Test("settings that make no sense are refused")
  func senselessSettings() {
    let layers: [any Layer] = [
      LayerNorm(shape: []), LayerNorm(shape: [3], epsilon: 0), LayerNorm(shape: [2]),
      BatchNorm(channels: 2), BatchNorm(channels: 3, epsilon: -1),
      BatchNorm(channels: 3, momentum: 2), Dropout(probability: 1), Dropout(probability: -0.1),
      Dropout(probability: .nan),
    ]
    for layer in layers {
      #expect(throws: NetworkError.self) {
        try Network<Double>(layers: [layer], inputShape: [3], seed: 0)
      }
    }
  }

  @Test("outputs of several axes are those of positions in a classification, else a single axis")
  func outputAxes() throws {
    let network = try Network<Double>(
      layers: [Linear(inputs: 3, outputs: 2)], inputShape: [4, 3], seed: 0)
    let inputs = randomTensor([5, 4, 3], seed: 1)
    #expect(network(inputs).shape == [5, 4, 2])
    #expect(network.outputCount == 8)
    for kind in LikelihoodKind.allCases where kind != .reward {
      try Model(network, likelihood: kind).check(inputs: inputs)
    }
    let rules = Model(network, likelihood: .classification).rules
    #expect((rules as? CategoricalLikelihood)?.positionCount == 4)
  }
}
