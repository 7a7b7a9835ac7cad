import Diagnostics
import Tensors
import Testing

@Suite struct ConfusionMatrixTests {
  @Test("the counts are those of a count one by one", arguments: 0..<10 as Range<UInt64>)
  func bruteForce(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let (count, classes) = (80, 2 + Int(seed % 4))
    let rows = (0..<count).map { _ -> [Double] in
      let weights = (0..<classes).map { _ in 0.1 + random.uniform() }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    let labels = (0..<count).map { _ in Int(random.uniform() * Double(classes)) }
    let probabilities = Tensor<Double>(
      shape: [count, classes], scalars: rows.flatMap { $0 })
    let matrix = try ConfusionMatrix(probabilities: probabilities, labels: labels)
    for label in 0..<classes {
      for predicted in 0..<classes {
        let expected = zip(rows, labels).count { row, truth in
          truth == label && row.allSatisfy { $0 <= row[predicted] }
        }
        #expect(matrix.counts[label][predicted] == expected)
      }
    }
    let right = (0..<classes).reduce(0) { $0 + matrix.counts[$1][$1] }
    let scores = try ClassificationScores(probabilities: probabilities, labels: labels)
    #expect(abs(Double(right) / Double(count) - scores.accuracy) < 1e-15)
  }

  @Test("of equal probabilities the first counts, and labels must be classes")
  func edges() throws {
    let even = Tensor<Double>(shape: [1, 2], scalars: [0.5, 0.5])
    #expect(try ConfusionMatrix(probabilities: even, labels: [1]).counts == [[0, 0], [1, 0]])
    #expect(throws: DiagnosticsError.labelOutOfRange(row: 1, label: 2, classCount: 2)) {
      try ConfusionMatrix(probabilities: even, labels: [2])
    }
    #expect(throws: DiagnosticsError.countMismatch(predictions: 1, targets: 2)) {
      try ConfusionMatrix(probabilities: even, labels: [0, 1])
    }
  }
}
