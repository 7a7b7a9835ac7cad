import Diagnostics
import Laplace
import NeuralNetworks
import Tensors
import TextPlots

extension PredictionObject {
  /// What the true classes of the data were taken for; answers without a true class do not count, and
  /// all positions and binary outputs do.
  func confusionMatrix() throws -> ConfusionMatrix? {
    guard let probabilities else { return nil }
    let classes = probabilities.shape[1]
    var (rows, labels): ([Double], [Int]) = ([], [])
    for answer in 0..<probabilities.shape[0] {
      guard
        let label = likelihood.label(
          ofAnswer: answer, in: data.dataset.targets, positionCount: positionCount)
      else { continue }
      labels.append(label)
      rows += probabilities.scalars[answer * classes..<(answer + 1) * classes]
    }
    guard !labels.isEmpty else { return nil }
    return try ConfusionMatrix(
      probabilities: Tensor(shape: [labels.count, classes], scalars: rows), labels: labels)
  }

  /// The matrix with the names of the classes.
  func confusion(_ request: PlotRequest) throws -> ConfusionChart {
    guard let matrix = try confusionMatrix() else {
      throw Problem(
        .notApplicable,
        "A confusion matrix needs predicted classes and data that tell the true ones.",
        remedies: ["predict \(sourceName) on=d2 | plot confusion"])
    }
    return ConfusionChart(
      title: request.title ?? "confusion of \(sourceName) on \(data.source)",
      classes: matrix.counts.indices.map(className), counts: matrix.counts)
  }
}
