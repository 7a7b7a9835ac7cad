import Curvature
import Datasets
import Laplace
import NeuralNetworks
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<5 as Range<UInt64>

/// What holds of a posterior whatever its structure.
@Suite struct PosteriorPropertyTests {
  @Test("the log likelihood is the exact log density of the targets", arguments: seeds)
  func logLikelihood(seed: UInt64) throws {
    for likelihood in [LikelihoodKind.regression, .classification, .binary] {
      let problem = try TinyProblem<Double>(likelihood, seed: seed)
      let fitted = try problem.posterior(.diagonal)
      let outputs = problem.model.network(problem.data.inputs)
      for (noise, temperature) in [(1.0, 1.0), (0.3, 1), (0.7, 2.5)]
      where likelihood == .regression || noise == 1 {
        let found = try fitted.with(PosteriorSettings(noise: noise, temperature: temperature))
          .marginalLikelihood().logLikelihood
        var expected = 0.0
        for row in 0..<problem.data.count {
          expected += logDensity(
            of: problem.data.targets, row, outputs, likelihood, noise, temperature)
        }
        #expect(disagreement(found, expected) < 1e-11)
      }
    }
  }

  @Test(
    "fitting again gives the same, and three updates three times the curvature", arguments: seeds)
  func updates(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    for structure in [HessianStructure.full, .blockDiagonal, .kronecker(), .diagonal] {
      let once = try problem.posterior(structure)
      #expect(try problem.posterior(structure).marginalLikelihood() == once.marginalLikelihood())
      let thrice = try once.updated(with: problem.data).updated(with: problem.data)
      #expect(thrice.exampleCount == 3 * once.exampleCount)
      #expect(disagreement(thrice.loss, 3 * once.loss) < 1e-13)
      let (found, expected) = (
        try #require(thrice.curvature.denseMatrix), 3 * (try #require(once.curvature.denseMatrix))
      )
      #expect(disagreement(found.scalars, expected.scalars) < 1e-12)
    }
  }

  @Test("a sampled Fisher of more data is that of one fit to both", arguments: seeds)
  func sampledUpdates(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed, count: 11)
    let kind = CurvatureKind.monteCarloFisher(samples: 3, seed: 5)
    var options = LaplaceOptions()
    (options.structure, options.curvature) = (.diagonal, kind)
    let fit = { (rows: Range<Int>) in
      try LaplacePosterior(
        of: problem.model, fittedTo: problem.data.selecting(Array(rows)), options: options,
        settings: PosteriorSettings())
    }
    let updated = try fit(0..<4).updated(with: problem.data.selecting(Array(4..<11)))
    let both = try fit(0..<11)
    #expect(
      disagreement(
        try updated.curvatureEigenvalues(), try both.curvatureEigenvalues()) < 1e-12)
  }

  @Test("no data leaves the prior: draws, evidence and variances", arguments: seeds)
  func overwhelmingTemperature(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    for structure in [HessianStructure.full, .kronecker(), .diagonal, .lowRank(rank: 4)] {
      let posterior = try problem.posterior(structure)
        .with(PosteriorSettings(priorPrecision: 0.5, temperature: 1e12))
      let evidence = try posterior.marginalLikelihood()
      #expect(abs(evidence.logDeterminantRatio) < 1e-6)
      let units = Tensor<Double>.unit(posterior.parameterCount)
      #expect(
        disagreement(try posterior.covarianceProducts(units).scalars, (2 * units).scalars) < 1e-6)
    }
  }

  @Test(
    "probabilities of every link add up to one, and draws repeat by their seed", arguments: seeds)
  func links(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let posterior = try problem.posterior(.kronecker())
    let outputs = try posterior.linearizedPredictive(at: problem.probes)
    let links: [LinkApproximation] = [
      .probit, .monteCarlo(samples: 50, seed: 1), .bridge, .bridgeNormalized, .meanField(.single),
      .meanField(.independent), .meanField(.joint), .quadrature(order: 8),
    ]
    let classes = outputs.mean.shape[1]
    for link in links {
      let probabilities = try link.probabilities(of: outputs)
      #expect(probabilities.shape == [4, classes])
      for row in 0..<4 {
        let sum = (0..<classes).reduce(0.0) { $0 + probabilities[row, $1] }
        #expect(abs(sum - 1) < 1e-12)
        #expect((0..<classes).allSatisfy { probabilities[row, $0] >= 0 })
      }
    }
    for jointly in [false, true] {
      let draw = { (seed: UInt64) in
        try posterior.predictiveSamples(
          at: problem.probes, count: 6, seed: seed, jointly: jointly, includesNoise: false)
      }
      #expect(try draw(3).shape == [6, 4, classes])
      #expect(try draw(3) == draw(3))
      #expect(try draw(3) != draw(4))
    }
  }

  /// `log p(y | f)/T` of one example, the Gaussian's normaliser not divided by T.
  private func logDensity(
    of targets: Targets, _ row: Int, _ outputs: Tensor<Double>, _ likelihood: LikelihoodKind,
    _ noise: Double, _ temperature: Double
  ) -> Double {
    let f = (0..<outputs.shape[1]).map { outputs[row, $0] }
    switch (likelihood, targets) {
    case (.classification, .classes(let labels, _)):
      let normalizer = f.reduce(0) { $0 + .exp($1) }
      return .log(.exp(f[labels[row]]) / normalizer) / temperature
    case (.binary, .values(let values)):
      return f.indices.reduce(0) { sum, column in
        let p = 1 / (1 + .exp(-f[column]))
        return sum + .log(values[row, column] > 0.5 ? p : 1 - p) / temperature
      }
    case (_, .values(let values)):
      return f.indices.reduce(0) { sum, column in
        let error = (values[row, column] - f[column]) / noise
        return sum - 0.5 * error * error / temperature - .log(noise) - 0.5 * .log(2 * .pi)
      }
    default: return .nan
    }
  }
}
