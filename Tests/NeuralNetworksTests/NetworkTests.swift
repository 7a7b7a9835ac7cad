import Foundation
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct NetworkTests {
  @Test("layers survive being written to JSON and read back")
  func layerRecords() throws {
    let layers: [any Layer] = [
      Linear(inputs: 3, outputs: 4, bias: false), GELU(), Linear(inputs: 4, outputs: 2), Sigmoid(),
    ]
    let text = try JSONEncoder().encode(layers.map(LayerRecord.init))
    let read = try JSONDecoder().decode([LayerRecord].self, from: text).map(\.layer)
    #expect(read.count == 4)
    #expect(read[0] as? Linear == Linear(inputs: 3, outputs: 4, bias: false))
    #expect(read[1] is GELU)
    #expect(read[2] as? Linear == Linear(inputs: 4, outputs: 2))
  }

  @Test("an unknown layer is named")
  func unknownLayer() {
    let text = Data(#"[{"type":"warp","in":3}]"#.utf8)
    #expect { try JSONDecoder().decode([LayerRecord].self, from: text) } throws: { error in
      "\(error)".contains("warp")
    }
  }

  @Test("layers that do not fit each other are refused with their position")
  func shapeMismatch() {
    #expect(
      throws: NetworkError.unexpectedInput(
        layer: 1, type: "linear", expected: "5 numbers", found: [4])
    ) {
      try Network<Double>(
        layers: [Linear(inputs: 2, outputs: 4), Linear(inputs: 5, outputs: 1)], inputShape: [2],
        seed: 0)
    }
  }

  @Test("parameters are named by layer and laid out in order")
  func layout() throws {
    let network = try Network<Float>.perceptron(sizes: [4, 8, 3], activation: Tanh(), seed: 1)
    #expect(network.layout.tensors.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
    #expect(network.layout.offsets == [0, 32, 40, 64])
    #expect(network.layout.count == 67)
    #expect(network.flatParameters.count == 67)
  }

  @Test("gelu is the exact one")
  func gelu() throws {
    let network = try Network<Double>(layers: [GELU()], inputShape: [3], parameters: [])
    let outputs = network(Tensor(shape: [1, 3], scalars: [-1, 0, 2])).scalars
    #expect(disagreement(outputs, [-0.15865525393145707, 0, 1.9544997361036416]) < 1e-15)
  }
}
