import Diagnostics
import Tensors
import Testing

@Suite struct RegressionCalibrationTests {
  /// The calibration of unit Gaussians of which targets are drawn that are as much wider as said.
  private func calibration(width: Double, seed: UInt64, count: Int) throws -> RegressionCalibration
  {
    var random = RandomStream(seed: seed)
    let means = Tensor(shape: [count, 1], scalars: (0..<count).map { _ in random.normal() })
    let targets = means.scalars.map { $0 + 0.5 * width * random.normal() }
    return try RegressionScores(
      means: means, variances: Tensor(repeating: 0.16, shape: [count, 1]), noise: 0.3,
      targets: Tensor(shape: [count, 1], scalars: targets)
    ).calibration
  }

  @Test("transforms of right predictions are uniform", arguments: 0..<4 as Range<UInt64>)
  func uniform(seed: UInt64) throws {
    let found = try calibration(width: 1, seed: seed, count: 20_000)
    // The largest distance from the uniform distribution is above 1.95/√n once in a thousand.
    let sorted = found.transforms.sorted()
    let distance = sorted.enumerated().map { abs($1 - Double($0 + 1) / 20_000) }.max() ?? 1
    #expect(distance < 1.95 / 20_000.0.squareRoot() + 1e-4)
    #expect(found.calibrationError < 0.01)
    let counts = found.transformCounts()
    #expect(counts.reduce(0, +) == 20_000 && counts.count == 10)
    let band = found.uniformCounts()
    #expect(counts.count { band.contains($0) } >= 7)
    #expect(try calibration(width: 2, seed: seed, count: 2_000).calibrationError > 0.1)
    #expect(try calibration(width: 0.5, seed: seed, count: 2_000).calibrationError > 0.1)
  }

  @Test("the error, the levels and the bins are those counted one by one")
  func counted() throws {
    let found = try calibration(width: 1.3, seed: 5, count: 60)
    var squares = 0.0
    for (step, level) in found.coverage.enumerated() {
      #expect(abs(level.level - 0.05 * Double(step + 1)) < 1e-15)
      // A central interval of level p holds the transforms within p/2 of one half.
      let inside = found.transforms.count { abs($0 - 0.5) <= level.level / 2 }
      #expect(level.fraction == Double(inside) / 60)
      #expect(level.interval == WilsonInterval(successes: inside, trials: 60))
      squares += (level.fraction - level.level) * (level.fraction - level.level)
    }
    #expect(found.coverage.count == 19)
    #expect(abs(found.calibrationError - (squares / 19).squareRoot()) < 1e-15)
    for (bin, count) in found.transformCounts(binCount: 4).enumerated() {
      let low = Double(bin) / 4
      #expect(count == found.transforms.count { $0 >= low && $0 < low + 0.25 })
    }
  }

  @Test("the band of uniform counts has the binomial distribution's quantiles")
  func band() throws {
    let found = try calibration(width: 1, seed: 1, count: 20)
    // Binomial(20, ¼): P(X ≤ 1) = 0.0243, P(X ≤ 2) = 0.0913, P(X ≤ 8) = 0.959, P(X ≤ 9) = 0.986.
    #expect(found.uniformCounts(binCount: 4) == 2...9)
    // Binomial(20, ½): P(X ≤ 5) = 0.0207, P(X ≤ 6) = 0.0577, P(X ≤ 13) = 0.942, P(X ≤ 14) = 0.979.
    #expect(found.uniformCounts(binCount: 2) == 6...14)
  }

  @Test(
    "without variance a target that is met is in every interval, and one that is missed in none")
  func certain() throws {
    let targets = Tensor<Double>(shape: [3, 1], scalars: [0, 1, 2])
    let found = try RegressionScores(
      means: Tensor(shape: [3, 1], scalars: [0, 2, 1]), variances: .zeros([3, 1]), noise: 0,
      targets: targets
    ).calibration
    #expect(found.transforms == [0.5, 0, 1])
    #expect(found.coverage.allSatisfy { $0.fraction == 1.0 / 3 })
    #expect(found.transformCounts(binCount: 3) == [1, 1, 1])
  }
}
