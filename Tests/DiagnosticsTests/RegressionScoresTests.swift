import Diagnostics
import RealModule
import TestSupport
import Tensors
import Testing

@Suite struct RegressionScoresTests {
  private func column(_ values: [Double]) -> Tensor<Double> {
    Tensor(shape: [values.count, 1], scalars: values)
  }

  @Test("scores of two predictions are as by hand")
  func byHand() throws {
    // Total variances 4 and 25, errors 2 and 0.
    let scores = try RegressionScores(
      means: column([1, 5]), variances: column([3, 24]), noise: 1, targets: column([3, 5]))
    let expected = (Double.log(2 * .pi * 4) + 1 + .log(2 * .pi * 25)) / 4
    #expect(abs(scores.negativeLogLikelihood - expected) < 1e-15)
    #expect(abs(scores.rootMeanSquaredError - 2.0.squareRoot()) < 1e-15)
    #expect(scores.meanStandardDeviation == 3.5)
    // The first error is one deviation, outside the 68 % interval's 0.994 and inside 1.96.
    #expect(scores.coverage.map(\.fraction) == [0.5, 1])
    #expect(scores.coverage.map(\.level) == [0.68, 0.95])
  }

  @Test("independent outputs add up", arguments: 0..<10)
  func outputsAdd(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    func tensor() -> Tensor<Double> {
      Tensor(shape: [10, 2], scalars: (0..<20).map { _ in random.normal() })
    }
    let (means, targets) = (tensor(), tensor())
    let variances = Tensor(shape: [10, 2], scalars: tensor().scalars.map { $0 * $0 })
    func part(_ output: Int) throws -> Double {
      func pick(_ tensor: Tensor<Double>) -> Tensor<Double> {
        column((0..<10).map { tensor[$0, output] })
      }
      return try RegressionScores(
        means: pick(means), variances: pick(variances), noise: 0.5, targets: pick(targets)
      ).negativeLogLikelihood
    }
    let whole = try RegressionScores(
      means: means, variances: variances, noise: 0.5, targets: targets)
    #expect(try abs(whole.negativeLogLikelihood - part(0) - part(1)) < 1e-12)
  }

  @Test("outputs that vary together are scored together", arguments: 0..<10)
  func outputsTogether(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let (count, outputs) = (5, 3)
    func tensor(_ shape: Shape) -> Tensor<Double> {
      Tensor(shape: shape, scalars: (0..<shape.count).map { _ in random.normal() })
    }
    let (means, targets) = (tensor([count, outputs]), tensor([count, outputs]))
    let roots = tensor([count, outputs, outputs + 1])
    let covariances = roots.matrixProduct(roots, transposingOther: true)
    let scores = try RegressionScores(means: means, covariances: covariances, targets: targets)
    for row in 0..<count {
      let covariance = covariances.slice(row..<row + 1).reshaped([outputs, outputs])
      let (inverse, logDeterminant) = DenseMatrix.inverse(covariance)
      var square = 0.0
      for i in 0..<outputs {
        for j in 0..<outputs {
          square +=
            (targets[row, i] - means[row, i]) * inverse[i, j] * (targets[row, j] - means[row, j])
        }
      }
      let expected = 0.5 * (Double(outputs) * .log(2 * .pi) + logDeterminant + square)
      #expect(abs(scores.negativeLogLikelihoods[row] / expected - 1) < 1e-9)
    }
    // Coverage and spread are those of the outputs by themselves.
    let variances = Tensor(
      shape: [count, outputs],
      scalars: (0..<count * outputs).map {
        covariances.scalars[$0 * outputs + $0 % outputs]
      })
    let alone = try RegressionScores(
      means: means, variances: variances, noise: 0, targets: targets)
    #expect(scores.coverage == alone.coverage)
    #expect(scores.meanStandardDeviation == alone.meanStandardDeviation)
    #expect(scores.standardizedErrors == alone.standardizedErrors)
    // Without covariances the two are the same.
    var diagonal = Tensor<Double>.zeros([count, outputs, outputs])
    for place in 0..<count * outputs {
      diagonal.scalars[place * outputs + place % outputs] = variances.scalars[place]
    }
    let apart = try RegressionScores(means: means, covariances: diagonal, targets: targets)
    for (found, expected) in zip(apart.negativeLogLikelihoods, alone.negativeLogLikelihoods) {
      #expect(abs(found - expected) < 1e-12 * (1 + abs(expected)))
    }
  }

  @Test("predictions of the true distribution cover as often as they say", arguments: 0..<10)
  func coverage(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let count = 20_000
    let means = (0..<count).map { _ in random.normal() }
    let variances = (0..<count).map { _ in random.uniform() }
    let targets = zip(means, variances).map { $0 + random.normal() * ($1 + 0.25).squareRoot() }
    let scores = try RegressionScores(
      means: column(means), variances: column(variances), noise: 0.5, targets: column(targets),
      levels: [0.1, 0.5, 0.9])
    for coverage in scores.coverage {
      // Five deviations of a binomial fraction.
      #expect(abs(coverage.fraction - coverage.level) < 5 * (0.25 / Double(count)).squareRoot())
    }
    let overconfident = try RegressionScores(
      means: column(means), variances: column(variances), noise: 0, targets: column(targets))
    #expect(overconfident.negativeLogLikelihood > scores.negativeLogLikelihood)
  }

  @Test("without any variance a hit is infinitely likely and a miss impossible")
  func noVariance() throws {
    func score(target: Double) throws -> Double {
      try RegressionScores(
        means: column([1]), variances: column([0]), noise: 0, targets: column([target])
      ).negativeLogLikelihood
    }
    #expect(try score(target: 1) == -.infinity)
    #expect(try score(target: 2) == .infinity)
  }

  @Test("what is no prediction is refused")
  func refused() {
    func error(
      variance: Double = 1, noise: Double = 1, levels: [Double] = [0.5], targets: [Double] = [0]
    ) -> DiagnosticsError? {
      do {
        _ = try RegressionScores(
          means: column([0]), variances: column([variance]), noise: noise,
          targets: column(targets), levels: levels)
        return nil
      } catch { return error }
    }
    #expect(error(variance: -1) == .variance(row: 1, value: -1))
    #expect(error(noise: -1) == .noise(-1))
    #expect(error(levels: [1]) == .level(1))
    #expect(error(targets: []) == .noPredictions)
    #expect(
      error(targets: [0, 0])
        == .shape(of: "means", expected: "2x1 as the targets", found: [1, 1]))
  }
}
