import Curvature
import Laplace
import NeuralNetworks
import TestSupport
import Tensors
import Testing

private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal, .lowRank(rank: 3),
  .functional(), .functional(independentOutputs: true),
]

/// What is learned once about a posterior says at any prior precision what the posterior says there.
@Suite struct ProfileTests {
  private let settings: [(prior: Double, noise: Double, temperature: Double)] = [
    (0.3, 0.6, 0.8), (1e-5, 0.6, 0.8), (2e4, 1, 1), (7, 0.01, 3), (0.02, 5, 0.1), (1, 1, 1),
  ]

  private func settings(for likelihood: LikelihoodKind) throws -> [PosteriorSettings] {
    try settings.map { prior, noise, temperature in
      try PosteriorSettings(
        priorPrecision: prior, noise: likelihood == .regression ? noise : 1,
        temperature: temperature)
    }
  }

  @Test(
    "variances between Chebyshev points are those of the posterior", arguments: structures,
    [LikelihoodKind.regression, .classification])
  func variances(structure: HessianStructure, likelihood: LikelihoodKind) throws {
    for seed in 0..<4 as Range<UInt64> {
      let problem = try TinyProblem<Double>(likelihood, seed: seed)
      let posterior = try problem.posterior(structure)
      var profiles: [VarianceProfile] = []
      try posterior.reportVarianceProfile(at: problem.data.inputs) { profiles.append($0) }
      let profile = try #require(profiles.last)
      #expect(profiles[0].covers(posterior.settings))
      for settings in try settings(for: likelihood) {
        let expected = try posterior.with(settings)
          .linearizedPredictive(at: problem.data.inputs)
        let found = try #require(profile.predictive(at: settings))
        #expect(found.mean == expected.mean)
        for (one, two) in zip(found.variance.scalars, expected.variance.scalars) {
          #expect(abs(one - two) <= 1e-8 * two)
        }
      }
    }
  }

  @Test("effective parameters of tensors are those of the posterior", arguments: structures)
  func effectiveParameters(structure: HessianStructure) throws {
    for seed in 0..<4 as Range<UInt64> {
      let problem = try TinyProblem<Double>(.regression, seed: seed)
      let posterior = try problem.posterior(structure)
      guard structure != .functional(independentOutputs: true) else {
        #expect(throws: LaplaceError.noWeightPosterior) {
          try posterior.effectiveParameterProfile()
        }
        continue
      }
      let profile = try posterior.effectiveParameterProfile()
      for settings in try settings(for: .regression) {
        let expected = try posterior.with(settings).effectiveParametersByTensor()
        let found = try #require(profile.values(at: settings))
        #expect(found.count == expected.count)
        for (one, two) in zip(found, expected) {
          #expect(abs(one - two) <= 1e-7 * max(1, two))
        }
      }
    }
  }

  @Test("a Hessian with negative eigenvalues is followed down to where its posterior ends")
  func indefinite() throws {
    for seed in 0..<4 as Range<UInt64> {
      let problem = try TinyProblem<Double>(.regression, seed: seed)
      var options = LaplaceOptions()
      (options.curvature, options.structure) = (.hessian, .full)
      let wide = try PosteriorSettings(priorPrecision: 1e6)
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: wide)
      let smallest = try posterior.curvatureEigenvalues().min() ?? 0
      var profile: VarianceProfile?
      try posterior.reportVarianceProfile(at: problem.data.inputs) { profile = $0 }
      for factor in [1.001, 1.7, 40, 1e5] {
        let settings = try PosteriorSettings(priorPrecision: factor * max(1e-3, -smallest))
        let expected = try posterior.with(settings)
          .linearizedPredictive(at: problem.data.inputs).variance
        let found = try #require(profile?.predictive(at: settings)).variance
        for (one, two) in zip(found.scalars, expected.scalars) {
          #expect(abs(one - two) <= 1e-7 * two)
        }
      }
      if smallest < 0 {
        #expect(
          profile?.predictive(at: try PosteriorSettings(priorPrecision: -0.9 * smallest)) == nil)
      }
    }
  }
}
