import Laplace
import NeuralNetworks
import RealModule
import Tensors
import TestSupport
import Testing

private let seeds = 0..<5 as Range<UInt64>
private let count = 20_000

@Suite struct FunctionalSamplesTests {
  @Test("joint samples have the mean and the covariance of the posterior", arguments: seeds)
  func jointMoments(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.regression, seed: seed)
    let posterior = try posterior(problem)
    let samples = try posterior.functionalSamples(
      at: problem.probes, count: count, seed: seed, jointly: true)
    let predictive = try posterior.linearizedPredictive(at: problem.probes)
    #expect(samples.outputs.shape == [count] + predictive.mean.shape)
    compare(
      samples.outputs, predictive.mean, try posterior.jointCovariance(at: problem.probes))
  }

  @Test("samples at each input have its mean and covariance, singular or not", arguments: seeds)
  func marginalMoments(seed: UInt64) throws {
    for rank in [1, 5] {
      let (mean, covariance) = randomGaussians(count: 3, outputs: 3, rank: rank, seed: seed)
      let samples = try FunctionalSamples(
        of: GaussianPredictive(mean: mean, covariance: covariance), count: count, seed: seed)
      for input in 0..<3 {
        compare(
          samples.outputs.exchangingFirstAxes.slice(input..<input + 1).reshaped([count, 3]),
          mean.slice(input..<input + 1), covariance.slice(input..<input + 1).reshaped([3, 3]))
      }
    }
  }

  @Test(
    "the same seed gives the same samples, and more of them begin with the same", arguments: seeds)
  func seeding(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let posterior = try posterior(problem)
    for jointly in [false, true] {
      let draw = { (count: Int, seed: UInt64) in
        try posterior.functionalSamples(
          at: problem.probes, count: count, seed: seed, jointly: jointly
        ).outputs
      }
      let few = try draw(4, seed)
      #expect(try draw(4, seed) == few)
      #expect(try draw(4, seed + 1) != few)
      let more = try draw(9, seed).slice(0..<4)
      #expect(disagreement(more.scalars, few.scalars) < 1e-14)
    }
  }

  @Test("samples at an input do not depend on the other inputs or on their order", arguments: seeds)
  func otherInputs(seed: UInt64) throws {
    let (mean, covariance) = randomGaussians(count: 5, outputs: 2, seed: seed)
    let draw = { (rows: [Int]) in
      try FunctionalSamples(
        of: GaussianPredictive(mean: mean.selecting(rows), covariance: covariance.selecting(rows)),
        count: 7, seed: seed
      ).outputs.exchangingFirstAxes
    }
    let all = try draw([0, 1, 2, 3, 4])
    #expect(try draw([4, 2, 0]) == all.selecting([4, 2, 0]))
    #expect(try draw([3]) == all.slice(3..<4))
  }

  @Test("predictive samples are probabilities, or targets with the noise if it is included")
  func predictions() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    let posterior = try posterior(problem)
    let probabilities = try posterior.predictiveSamples(
      at: problem.probes, count: 6, jointly: true, includesNoise: false)
    #expect(probabilities.summed(overAxis: 2).scalars.allSatisfy { abs($0 - 1) < 1e-12 })

    let (mean, covariance) = randomGaussians(count: 3, outputs: 2, seed: 4)
    let samples = try FunctionalSamples(
      of: GaussianPredictive(mean: mean, covariance: covariance), count: count, seed: 4)
    for (likelihood, noises) in [
      (LikelihoodKind.regression, [0.6, 0.6]), (.scaledRegression(noises: [1, 3]), [0.6, 1.8]),
    ] {
      let plain = samples.predictions(likelihood: likelihood, noise: 0.6, includesNoise: false)
      #expect(plain == samples.outputs)
      let noisy = samples.predictions(likelihood: likelihood, noise: 0.6, includesNoise: true)
      let noise = noisy - plain
      let variances = (1 / Double(count)) * noise.summedSquares(overAxis: 0)
      for (place, variance) in variances.scalars.enumerated() {
        let expected = noises[place % 2] * noises[place % 2]
        #expect(abs(variance / expected - 1) < 5 * (2 / Double(count)).squareRoot())
      }
      // The noise of different inputs is independent.
      let correlation = (0..<count).reduce(0.0) {
        $0 + noise.scalars[$1 * 6] * noise.scalars[$1 * 6 + 2]
      }
      let scale = noises[0] * noises[0] * Double(count).squareRoot()
      #expect(abs(correlation) < 5 * scale)
    }
    #expect(samples.predictions(likelihood: .binary, includesNoise: true).shape == [count, 3, 2])
    let preferences = samples.predictions(likelihood: .reward, includesNoise: false)
    #expect(preferences.summed(overAxis: 2).scalars.allSatisfy { abs($0 - 1) < 1e-12 })
    let positions = SequenceProblem.length
    let sequences = try SequenceProblem(seed: 2)
    let classes = try LaplacePosterior(
      of: sequences.model, fittedTo: sequences.data, settings: PosteriorSettings()
    ).predictiveSamples(
      at: sequences.data.inputs, count: 3, jointly: false, includesNoise: false)
    let sums = classes.reshaped([3, 4, positions, classes.shape[2] / positions])
      .summed(overAxis: 3)
    #expect(sums.scalars.allSatisfy { abs($0 - 1) < 1e-12 })
  }

  @Test("numbers of samples outside their range are refused")
  func refusals() {
    let predictive = GaussianPredictive(mean: .zeros([2, 1]), covariance: .zeros([2, 1, 1]))
    for count in [0, -3, .max] {
      #expect(throws: PredictiveError.self) {
        try FunctionalSamples(of: predictive, count: count, seed: 0)
      }
    }
    #expect(throws: (any Error).self) {
      try FunctionalSamples(
        mean: .zeros([1, 2]), jointCovariance: Tensor(shape: [2, 2], scalars: [1, 2, 2, 1]),
        count: 1, seed: 0)
    }
  }

  private func posterior(_ problem: TinyProblem<Double>) throws -> LaplacePosterior<Double> {
    var options = LaplaceOptions()
    options.structure = .full
    return try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options,
      settings: PosteriorSettings(priorPrecision: 0.3))
  }

  /// Compares moments within five standard errors: `√(Σ_ii/S)` of a mean, and of a covariance
  /// `√((Σ_ii Σ_jj + Σ_ij²)/S)`.
  private func compare(
    _ samples: Tensor<Double>, _ mean: Tensor<Double>, _ covariance: Tensor<Double>
  ) {
    let width = mean.count
    let rows = samples.reshaped([count, width])
    let found = (1 / Double(count)) * rows.summed(overAxis: 0)
    let deviations = rows - mean.reshaped([width])
    let moments = (1 / Double(count)) * deviations.gram()
    for i in 0..<width {
      let error = (covariance[i, i] / Double(count)).squareRoot()
      #expect(abs(found.scalars[i] - mean.scalars[i]) < 5 * error + 1e-9)
      for j in 0..<width {
        let square = covariance[i, i] * covariance[j, j] + covariance[i, j] * covariance[i, j]
        let error = (square / Double(count)).squareRoot()
        #expect(abs(moments[i, j] - covariance[i, j]) < 5 * error + 1e-9)
      }
    }
  }
}
