import Datasets
import NeuralNetworks
import Tensors

/// A small network that tells a class for each of three positions, with random data: some positions have
/// no label.
package struct SequenceProblem: Sendable {
  package let model: Model<Double>
  package let data: Dataset<Double>

  /// The positions of an example.
  package static let length = 3
  private static let classCount = 3

  package init(seed: UInt64, count: Int = 4, ignoring: Bool = true) throws {
    let network = try Network<Double>(
      layers: [Linear(inputs: 2, outputs: 3), Tanh(), Linear(inputs: 3, outputs: Self.classCount)],
      inputShape: [Self.length, 2], seed: seed)
    model = Model(network, likelihood: .classification)
    var random = RandomStream(seed: seed)
    let labels = (0..<count * Self.length).map { place in
      ignoring && place % 5 == 3
        ? Targets.ignoredLabel : Int(random.uniform() * Double(Self.classCount))
    }
    data = try Dataset(
      inputs: randomTensor([count, Self.length, 2], seed: seed &+ 1),
      targets: .sequences(labels, length: Self.length, classCount: Self.classCount))
  }

  /// The same network at a single position, and every labelled position as an example of its own.
  package func flattened() throws -> (model: Model<Double>, data: Dataset<Double>) {
    guard case .sequences(let labels, _, let classCount) = data.targets else {
      preconditionFailure("a sequence problem has labels of positions")
    }
    let rows = labels.indices.filter { labels[$0] != Targets.ignoredLabel }
    let inputs = data.inputs.reshaped([labels.count, 2]).selecting(rows)
    let network = try Network(
      layers: model.network.layers, inputShape: [2], parameters: model.network.parameters)
    return (
      Model(network, likelihood: .classification),
      try Dataset(
        inputs: inputs, targets: .classes(rows.map { labels[$0] }, classCount: classCount))
    )
  }
}
