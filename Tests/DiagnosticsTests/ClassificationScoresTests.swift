import Diagnostics
import RealModule
import Tensors
import Testing

@Suite struct ClassificationScoresTests {
  private struct Predictions {
    let probabilities: Tensor<Double>
    let labels: [Int]

    init(seed: UInt64, count: Int = 60, classCount: Int = 4) {
      var random = RandomStream(seed: seed)
      var scalars: [Double] = []
      for _ in 0..<count {
        let weights = (0..<classCount).map { _ in Double.exp(random.normal()) }
        let total = weights.reduce(0, +)
        scalars += weights.map { $0 / total }
      }
      probabilities = Tensor(shape: [count, classCount], scalars: scalars)
      labels = (0..<count).map { _ in Int(random.uniform() * Double(classCount)) }
    }
  }

  @Test("scores of three predictions are as by hand")
  func byHand() throws {
    let scores = try ClassificationScores(
      probabilities: Tensor(shape: [3, 2], scalars: [0.75, 0.25, 0.5, 0.5, 0.125, 0.875]),
      labels: [0, 0, 0])
    #expect(scores.count == 3)
    // Of the two equal probabilities the first counts, and it is the true class.
    #expect(abs(scores.accuracy - 2.0 / 3) < 1e-15)
    let product = 0.75 * 0.5 * 0.125
    #expect(abs(scores.negativeLogLikelihood + .log(product) / 3) < 1e-15)
    #expect(abs(scores.brierScore - (0.125 + 0.5 + 2 * 0.875 * 0.875) / 3) < 1e-15)
  }

  @Test("certainty that is right scores best, certainty that is wrong worst")
  func certainty() throws {
    let probabilities = Tensor<Double>(shape: [2, 2], scalars: [1, 0, 0, 1])
    let right = try ClassificationScores(probabilities: probabilities, labels: [0, 1])
    #expect(right.negativeLogLikelihood == 0 && right.accuracy == 1 && right.brierScore == 0)
    #expect(right.expectedCalibrationError == 0)
    let wrong = try ClassificationScores(probabilities: probabilities, labels: [1, 0])
    #expect(wrong.negativeLogLikelihood == .infinity && wrong.accuracy == 0)
    #expect(wrong.brierScore == 2 && wrong.maximumCalibrationError == 1)
  }

  @Test("uniform probabilities score log C and 1 - 1/C", arguments: 2..<10)
  func uniform(classCount: Int) throws {
    let scores = try ClassificationScores(
      probabilities: Tensor(
        repeating: 1 / Double(classCount), shape: [classCount, classCount]),
      labels: Array(0..<classCount))
    #expect(abs(scores.negativeLogLikelihood - .log(Double(classCount))) < 1e-14)
    #expect(abs(scores.brierScore - (1 - 1 / Double(classCount))) < 1e-14)
    #expect(abs(scores.accuracy - 1 / Double(classCount)) < 1e-15)
    #expect(scores.expectedCalibrationError < 1e-14)
  }

  @Test("scores do not depend on the names of the classes or the order of rows", arguments: 0..<20)
  func relabelling(seed: UInt64) throws {
    let original = Predictions(seed: seed)
    var random = RandomStream(seed: seed + 100)
    let classes = random.permutation(4)
    let rows = random.permutation(60)
    var scalars = original.probabilities.scalars
    for (position, row) in rows.enumerated() {
      for label in 0..<4 {
        scalars[position * 4 + classes[label]] = original.probabilities[row, label]
      }
    }
    let first = try ClassificationScores(
      probabilities: original.probabilities, labels: original.labels)
    let second = try ClassificationScores(
      probabilities: Tensor(shape: [60, 4], scalars: scalars),
      labels: rows.map { classes[original.labels[$0]] })
    #expect(abs(first.negativeLogLikelihood - second.negativeLogLikelihood) < 1e-13)
    #expect(first.accuracy == second.accuracy)
    #expect(abs(first.brierScore - second.brierScore) < 1e-13)
    #expect(
      abs(first.expectedCalibrationError - second.expectedCalibrationError) < 1e-13)
  }

  @Test("the true probabilities beat others on average", arguments: 0..<10)
  func properness(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let truth = (0..<5000).map { _ in random.uniform() }
    let labels = truth.map { random.uniform() < $0 ? 1 : 0 }
    func scores(_ distort: (Double) -> Double) throws -> ClassificationScores {
      try ClassificationScores(
        probabilities: Tensor(
          shape: [5000, 2], scalars: truth.flatMap { [1 - distort($0), distort($0)] }),
        labels: labels)
    }
    let honest = try scores { $0 }
    let shy = try scores { 0.5 + ($0 - 0.5) / 2 }
    #expect(honest.negativeLogLikelihood < shy.negativeLogLikelihood)
    #expect(honest.brierScore < shy.brierScore)
    #expect(honest.expectedCalibrationError < shy.expectedCalibrationError)
  }

  @Test("what is no prediction is refused")
  func refused() {
    let row = Tensor<Double>(shape: [1, 2], scalars: [0.5, 0.5])
    #expect(throws: DiagnosticsError.labelOutOfRange(row: 1, label: 2, classCount: 2)) {
      try ClassificationScores(probabilities: row, labels: [2])
    }
    #expect(throws: DiagnosticsError.countMismatch(predictions: 1, targets: 2)) {
      try ClassificationScores(probabilities: row, labels: [0, 1])
    }
    #expect(throws: DiagnosticsError.noPredictions) {
      try ClassificationScores(probabilities: .zeros([0, 2]), labels: [])
    }
    #expect(throws: DiagnosticsError.notAProbability(row: 1, value: -1)) {
      try ClassificationScores(
        probabilities: Tensor(shape: [1, 2], scalars: [2, -1].reversed()), labels: [0])
    }
    #expect(throws: DiagnosticsError.self) {
      try ClassificationScores(probabilities: Tensor([0.5, 0.5]), labels: [0])
    }
  }
}
