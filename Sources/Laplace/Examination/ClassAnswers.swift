import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// The classes that a model predicts, and the true ones beside them: one for each example, position or
/// binary output that has one.
struct ClassAnswers {
  /// The true classes.
  let labels: [Int]
  /// The classes of largest probability.
  let predictions: [Int]

  /// How often each true class occurs.
  var labelCounts: [Int] {
    labels.reduce(into: [Int](repeating: 0, count: (labels.max() ?? -1) + 1)) { $0[$1] += 1 }
  }

  /// The part of the most frequent class.
  var majorityShare: Double { Double(labelCounts.max() ?? 0) / Double(max(1, labels.count)) }

  /// The part of right predictions.
  var accuracy: Double {
    Double(zip(labels, predictions).count { $0 == $1 }) / Double(max(1, labels.count))
  }
}

extension ExaminationSubject {
  /// The classes at the data that predictions are judged on; nil where there are none.
  func answers(_ cancellation: Cancellation) throws -> ClassAnswers? {
    let likelihood = model.likelihood
    guard !likelihood.isRegression, let data = scoredData,
      let outputs = try outputs(cancellation)
    else { return nil }
    let count = data.count * model.positionCount
    let width = outputs.count / count
    let pairs = (0..<count).compactMap { answer -> (Int, Int)? in
      likelihood.label(ofAnswer: answer, in: data.targets, positionCount: model.positionCount).map {
        ($0, Self.predictedClass(outputs.scalars[answer * width..<(answer + 1) * width]))
      }
    }
    return pairs.isEmpty
      ? nil : ClassAnswers(labels: pairs.map(\.0), predictions: pairs.map(\.1))
  }

  /// The place of the largest output; of a single one, whether it is positive.
  private static func predictedClass(_ outputs: ArraySlice<Double>) -> Int {
    guard outputs.count > 1 else { return outputs.first ?? 0 > 0 ? 1 : 0 }
    let best = outputs.indices.max { outputs[$0] < outputs[$1] } ?? outputs.startIndex
    return best - outputs.startIndex
  }
}
