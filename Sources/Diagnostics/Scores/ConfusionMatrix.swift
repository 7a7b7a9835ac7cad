import Tensors

/// How often members of each class were given each class.
public struct ConfusionMatrix: Equatable, Sendable {
  /// The counts, (C, C): `counts[t][p]` answers of true class t were given class p, the first of the
  /// most probable ones.
  public let counts: [[Int]]

  /// Counts what probabilities `[N, C]` make of labels from 0 to C - 1, one for each row.
  public init(probabilities: Tensor<Double>, labels: [Int]) throws(DiagnosticsError) {
    guard probabilities.shape.rank == 2, probabilities.shape[1] > 0 else {
      throw .shape(
        of: "probabilities", expected: "examples x classes", found: probabilities.shape)
    }
    let classCount = probabilities.shape[1]
    try checkLabels(labels, rows: probabilities.shape[0], classCount: classCount)
    try checkProbabilities(probabilities.scalars, perExample: classCount)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    for (row, label) in labels.enumerated() {
      let answer = probabilities.scalars[row * classCount..<(row + 1) * classCount]
      counts[label][positionOfMaximum(answer)] += 1
    }
    self.counts = counts
  }
}
