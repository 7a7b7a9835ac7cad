import Datasets
import Foundation
import NeuralNetworks
import Tensors

extension GoldenCase {
  /// The trained model of the case.
  package func model() throws -> Model<Double> {
    let layers = try JSONDecoder().decode([LayerRecord].self, from: layers).map(\.layer)
    let network = try Network<Double>(
      layers: layers, inputShape: Shape(Array(train.x.shape.dropFirst())),
      parameters: parameters.map { Tensor(shape: Shape($0.shape), scalars: $0.values) })
    guard let likelihood = LikelihoodKind(likelihood) else {
      throw ModelProblem.unknownLikelihood(self.likelihood)
    }
    return Model(network, likelihood: likelihood)
  }

  /// The training data of the case.
  package func data() throws -> Dataset<Double> {
    let targets: Targets
    if let labels = train.labels {
      targets = .classes(labels, classCount: (labels.max() ?? 0) + 1)
    } else {
      let rows = train.values ?? []
      targets = .values(
        Tensor(shape: [rows.count, rows.first?.count ?? 0], scalars: rows.flatMap(\.self)))
    }
    return try Dataset(inputs: train.x.tensor, targets: targets)
  }

  private enum ModelProblem: Error { case unknownLikelihood(String) }
}

extension GoldenCase.Examples {
  /// The examples as a tensor.
  package var tensor: Tensor<Double> { Tensor(shape: Shape(shape), scalars: values) }
}
