import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct ArchitectureTests {
  @Test("LeNet-5 has its 61706 weights on images of 28 rows, and fits small images")
  func leNet() throws {
    let network = try Network<Float>(.leNet(image: [1, 28, 28], outputs: 10), seed: 0)
    #expect(network.layout.count == 61706)
    #expect(network.outputShape == [10])
    for (rows, columns) in [(8, 8), (4, 5), (19, 40), (20, 20), (32, 32)] {
      let other = try Network<Float>(
        .leNet(image: [3, rows, columns], outputs: 4, activation: ReLU(), bias: false), seed: 0)
      #expect(other.outputShape == [4])
      #expect(!other.layout.tensors.contains { $0.name.hasSuffix("bias") })
    }
    #expect(throws: NetworkError.self) { try Architecture.leNet(image: [1, 2, 2], outputs: 2) }
    #expect(throws: NetworkError.self) { try Architecture.leNet(image: [64], outputs: 2) }
  }

  @Test("a residual network halves its image while it is large enough")
  func residualNetwork() throws {
    let architecture = try Architecture.residualNetwork(
      image: [1, 9, 17], outputs: 3, width: 4, blocks: 4)
    // Rows 9, 9, 5 and no more; planes 4, 4, 8, 8, 8.
    let network = try Network<Double>(architecture, seed: 1)
    let shapes = (1...7).map { count in
      try? Array(architecture.layers.prefix(count)).networkOutputShape(for: [1, 9, 17])
    }
    #expect(shapes[2] == [4, 9, 17])
    #expect(shapes[4] == [4, 9, 17])
    #expect(shapes[6] == [8, 5, 9])
    let blocks = architecture.layers.compactMap { $0 as? Residual }
    #expect(blocks.map(\.shortcut.isEmpty) == [true, false, true, true])
    let inputs = randomTensor([2, 1, 9, 17], seed: 3)
    #expect(network(inputs).shape == [2, 3])
    let none = try Architecture.residualNetwork(image: [2, 3, 3], outputs: 2, blocks: 0)
    #expect(try none.layers.networkOutputShape(for: [2, 3, 3]) == [2])
  }

  @Test("sizes beyond all bounds are refused before anything is made of them")
  func boundlessSizes() {
    #expect(throws: NetworkError.self) {
      try Architecture.leNet(image: [1, 1 << 40, 1 << 40], outputs: 2)
    }
    #expect(throws: NetworkError.self) {
      try Architecture.residualNetwork(image: [1 << 62, 1 << 62, 8], outputs: 2)
    }
  }
}
