import Curvature
import Datasets
import Laplace
import NeuralNetworks
import RealModule
import TestSupport
import Tensors
import Testing

private let likelihoods: [LikelihoodKind] =
  LikelihoodKind.allCases + [.scaledRegression(noises: [0.5, 2])]

/// The log density that chains draw from.
@Suite struct DataPosteriorTests {
  private func posterior(
    _ problem: TinyProblem<Double>, _ subset: WeightSubset = .all, noise: Double? = nil
  ) throws -> LaplacePosterior<Double> {
    let hasNoise = problem.model.rules.hasObservationNoise
    return try problem.posterior(
      .diagonal, subset,
      try PosteriorSettings(
        priorPrecision: PriorPrecision(0.3), priorMean: .scalar(0.2),
        noise: hasNoise ? 0.6 : 1, temperature: 0.8))
  }

  @Test(
    "its gradient is its derivative for every likelihood, subset and power", arguments: likelihoods)
  func gradient(likelihood: LikelihoodKind) throws {
    for seed in 0..<3 as Range<UInt64> {
      let problem = try TinyProblem<Double>(likelihood, seed: seed)
      for subset in [WeightSubset.all, .lastLayer] {
        let density = try DataPosterior(of: try posterior(problem, subset), on: problem.data)
        var random = RandomStream(seed: seed)
        let point = (0..<density.dimension).map { _ in random.normal() }
        for power in [0, 0.3, 1] {
          let tempered = density.tempered(power)
          let slope = finiteDifferenceJacobian(at: point) {
            [tempered.evaluated(at: $0).logDensity]
          }[0]
          #expect(disagreement(tempered.evaluated(at: point).gradient, slope) < 1e-6)
        }
      }
    }
  }

  @Test(
    "at the trained weights it is the likelihood and the prior of the evidence",
    arguments: likelihoods)
  func value(likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: 2)
    let posterior = try posterior(problem)
    let density = try DataPosterior(of: posterior, on: problem.data)
    let weights = posterior.selection.vector(of: problem.model.network)
    let parts = try posterior.marginalLikelihood()
    #expect(disagreement(density.logLikelihood(at: weights), parts.logLikelihood) < 1e-12)
    let prior =
      0.5 * (parts.logPriorDeterminant - parts.scatter)
      - 0.5 * Double(weights.count) * .log(2 * .pi)
    #expect(
      disagreement(density.evaluated(at: weights).logDensity, parts.logLikelihood + prior) < 1e-12)
    #expect(disagreement(density.tempered(0).evaluated(at: weights).logDensity, prior) < 1e-12)
  }

  @Test("a single model in Float has the density of its weights in Double")
  func precision() throws {
    let problem = try TinyProblem<Float>(.classification, seed: 3)
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings(priorPrecision: 0.5))
    let density = try DataPosterior(of: posterior, on: problem.data)
    let weights = posterior.selection.vector(of: problem.model.network)
    let parts = try posterior.marginalLikelihood()
    #expect(disagreement(density.logLikelihood(at: weights), parts.logLikelihood) < 1e-5)
  }

  @Test("data other than those of the fit are refused")
  func otherData() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 3)
    let posterior = try posterior(problem)
    #expect(throws: CheckError.self) {
      try DataPosterior(of: posterior, on: problem.data.selecting(Array(0..<5)))
    }
    let other = try Dataset(
      inputs: 1.1 * problem.data.inputs, targets: problem.data.targets)
    #expect(throws: CheckError.self) { try DataPosterior(of: posterior, on: other) }
  }
}
