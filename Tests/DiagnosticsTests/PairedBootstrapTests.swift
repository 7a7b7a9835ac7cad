import Diagnostics
import Tensors
import Testing

@Suite struct PairedBootstrapTests {
  /// The probabilities of two classifiers of two classes that see much the same, and labels.
  private static func classifiers(
    seed: UInt64, count: Int
  ) -> (first: Tensor<Double>, second: Tensor<Double>, labels: [Int]) {
    var random = RandomStream(seed: seed)
    var rows: ([Double], [Double]) = ([], [])
    var labels: [Int] = []
    for _ in 0..<count {
      let logit = 2 * random.normal()
      let truth = Tensor([logit, 0]).softmax().scalars
      labels.append(random.uniform() < truth[0] ? 0 : 1)
      rows.0 += Tensor([logit + 0.4 * random.normal(), 0]).softmax().scalars
      rows.1 += Tensor([2 * logit + 0.4 * random.normal(), 0]).softmax().scalars
    }
    return (
      Tensor(shape: [count, 2], scalars: rows.0), Tensor(shape: [count, 2], scalars: rows.1), labels
    )
  }

  @Test("of a mean it is the standard error of paired differences", arguments: 0..<10)
  func means(seed: UInt64) throws {
    let (first, second, labels) = Self.classifiers(seed: seed, count: 80)
    let losses = try [first, second].map {
      try ClassificationScores(probabilities: $0, labels: labels).negativeLogLikelihoods
    }
    let differences = zip(losses[0], losses[1]).map { $0 - $1 }
    let mean = differences.reduce(0, +) / 80
    // The bootstrap of infinitely many resamples divides by N where the sample's deviation has N - 1.
    let exact = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot() / 80
    for (count, tolerance) in [(200, 0.25), (4000, 0.05)] {
      let bootstrap = PairedBootstrap(exampleCount: 80, resampleCount: count, seed: seed)
      let replicates = losses.map { losses in
        bootstrap.replicates { weights in
          #expect(weights.count == 80 && weights.reduce(0, +) == 80)
          return zip(weights, losses).reduce(0) { $0 + Double($1.0) * $1.1 } / 80
        }
      }
      let found = PairedBootstrap.standardError(ofDifferences: replicates[0], from: replicates[1])
      #expect(abs(found / exact - 1) < tolerance)
      #expect(PairedBootstrap.standardError(ofDifferences: replicates[0], from: replicates[0]) == 0)
    }
  }

  @Test("the same seed gives the same resamples, another one others")
  func seeds() {
    func sizes(_ seed: UInt64) -> [Double] {
      PairedBootstrap(exampleCount: 30, seed: seed).replicates { weights in
        weights.enumerated().reduce(0) { $0 + Double($1.offset * $1.element) }
      }
    }
    #expect(sizes(4).count == 200 && Set(sizes(4)).count > 50)
    #expect(sizes(4) == sizes(4))
    #expect(sizes(4) != sizes(5))
  }

  @Test("a weighted calibration error is that of predictions repeated", arguments: 0..<10)
  func weightedCalibration(seed: UInt64) throws {
    let (probabilities, _, labels) = Self.classifiers(seed: seed, count: 40)
    for binCount in [1, 4, 15] {
      let scores = try ClassificationScores(
        probabilities: probabilities, labels: labels, binCount: binCount)
      let terms = scores.calibrationTerms
      let plain = terms.expectedCalibrationError(weights: [Int](repeating: 1, count: 40))
      #expect(abs(plain - scores.expectedCalibrationError) < 1e-14)
      let bootstrap = PairedBootstrap(exampleCount: 40, resampleCount: 10, seed: seed)
      let found = bootstrap.replicates { terms.expectedCalibrationError(weights: $0) }
      var expected: [Double] = []
      _ = bootstrap.replicates { weights in
        let rows = weights.indices.flatMap { [Int](repeating: $0, count: weights[$0]) }
        let repeated = try? ClassificationScores(
          probabilities: probabilities.selecting(rows), labels: rows.map { labels[$0] },
          binCount: binCount)
        expected.append(repeated?.expectedCalibrationError ?? .nan)
        return 0
      }
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    }
    let none = try ClassificationScores(probabilities: probabilities, labels: labels)
      .calibrationTerms.expectedCalibrationError(weights: [Int](repeating: 0, count: 40))
    #expect(none.isNaN)
  }
}
