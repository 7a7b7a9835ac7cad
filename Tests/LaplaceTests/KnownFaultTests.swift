import Curvature
import Datasets
import Laplace
import NeuralNetworks
import Parallelism
import RealModule
import TestSupport
import Tensors
import Testing

private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal, .lowRank(rank: 5),
]

/// Every call that draws, as the numbers it gives from a seed.
private let draws:
  [@Sendable (LaplacePosterior<Double>, Tensor<Double>, UInt64) throws -> [Double]] = [
    { posterior, _, seed in try posterior.sample(count: 3, seed: seed).scalars },
    { posterior, inputs, seed in
      try posterior.sampledOutputs(at: inputs, count: 3, seed: seed).scalars
    },
    { posterior, inputs, seed in
      try posterior.sampledPredictive(at: inputs, count: 3, seed: seed).outputs.covariance.scalars
    },
    { posterior, inputs, seed in
      try posterior.functionalSamples(at: inputs, count: 3, seed: seed, jointly: false)
        .outputs.scalars
    },
    { posterior, inputs, seed in
      try posterior.functionalSamples(at: inputs, count: 3, seed: seed, jointly: true)
        .outputs.scalars
    },
    { posterior, inputs, seed in
      try posterior.predictiveSamples(
        at: inputs, count: 3, seed: seed, jointly: false,
        includesNoise: posterior.model.likelihood.isRegression
      ).scalars
    },
    { posterior, inputs, seed in
      guard posterior.model.likelihood == .classification else { return [Double(seed)] }
      return try LinkApproximation.monteCarlo(samples: 3, seed: seed)
        .probabilities(of: posterior.linearizedPredictive(at: inputs)).scalars
    },
  ]

/// What other implementations are known to get wrong about posteriors, each with what is right.
@Suite struct KnownFaultTests {
  @Test("the slope of the evidence in the noise counts the determinant", arguments: structures)
  func slopeInNoise(structure: HessianStructure) throws {
    let posterior = try TinyProblem<Double>(.regression, seed: 3).posterior(structure)
    let slope = try #require(try posterior.evidenceGradient().noise)
    let value = { (noise: Double) in
      try posterior.with(posterior.settings.with(noise: noise)).marginalLikelihood()
    }
    let (high, low) = (try value(0.60001), try value(0.59999))
    #expect(disagreement(slope, (high.value - low.value) / 2e-5) < 1e-6)
    let fit = (high.logLikelihood - low.logLikelihood) / 2e-5
    #expect(abs(slope - fit) > 1e-3 * abs(fit))
  }

  @Test("a score that is not finite is never the best, and none at all is an error")
  func scoresThatAreNotFinite() throws {
    let network = try Network<Double>(
      layers: [Linear(inputs: 1, outputs: 2, bias: false)], inputShape: [1],
      parameters: [Tensor(shape: [2, 1], scalars: [1e4, -1e4])])
    let data = try Dataset<Double>(
      inputs: Tensor(shape: [2, 1], scalars: [1, 1]), targets: .classes([0, 1], classCount: 2))
    var options = LaplaceOptions()
    options.structure = .full
    let posterior = try LaplacePosterior(
      of: Model(network, likelihood: .classification), fittedTo: data, options: options,
      settings: PosteriorSettings())
    let priors = [1e-9, 1e-4, 1e3, 1e6]
    let grid = try SettingsGrid(
      of: posterior, over: .init(of: posterior, priorPrecisions: priors), scoredOn: data)
    let scores = grid.points.compactMap { $0.scores?.values[.nll] }
    #expect(scores[0].isFinite && scores[3] == .infinity)
    #expect(grid.best(by: .score(.nll)) == 0)
    let tuning = try posterior.tuned(by: .nll, on: .heldOut(data), priorPrecisions: priors)
    #expect(tuning.score.isFinite && tuning.isAtEdge)
    #expect(throws: LaplaceError.noFiniteScore(metric: "nll")) {
      try posterior.tuned(by: .nll, on: .heldOut(data), priorPrecisions: [1e5, 1e6])
    }
  }

  @Test("low-rank eigenvalues are sums over the data, whatever the batches")
  func lowRankBatches() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 2, count: 12)
    let eigenvalues = try [1, 5, 12].map { size in
      var options = LaplaceOptions()
      (options.structure, options.curvature) = (.lowRank(rank: 4), .hessian)
      options.batchSize = size
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options,
        settings: PosteriorSettings(priorPrecision: 1e6))
      return try posterior.curvatureEigenvalues().sorted()
    }
    #expect(disagreement(eigenvalues[1], eigenvalues[0]) < 1e-8)
    #expect(disagreement(eigenvalues[2], eigenvalues[0]) < 1e-8)
  }

  @Test(
    "draws over a subnetwork have its covariance and leave the other weights alone",
    arguments: [HessianStructure.full, .diagonal, .lowRank(rank: 3)])
  func subnetworkSamples(structure: HessianStructure) throws {
    let posterior = try TinyProblem<Double>(.regression, seed: 4).posterior(
      structure, .indices([0, 3, 4, 7, 9]))
    #expect(posterior.parameterCount == 5)
    let draws = try posterior.sample(count: 20_000, seed: 1)
    let units = Tensor<Double>.unit(5)
    let covariance = try posterior.covarianceProducts(units)
    let center = posterior.selection.vector(of: posterior.model.network)
    let deviations = draws - Tensor(center)
    let found = (1.0 / 20_000) * deviations.gram()
    for row in 0..<5 {
      for column in 0..<5 {
        let scale = (covariance[row, row] * covariance[column, column]).squareRoot()
        #expect(abs(found[row, column] - covariance[row, column]) < 0.05 * scale)
      }
    }
    // Outputs at drawn weights are those of a network that differs in these places alone.
    let problem = try TinyProblem<Double>(.regression, seed: 4)
    let outputs = try posterior.sampledOutputs(at: problem.probes, count: 2, seed: 7)
    let drawn = try posterior.sample(count: 2, seed: 7)
    for draw in 0..<2 {
      var network = problem.model.network
      var flat = network.parameters.flatMap(\.scalars)
      for (place, index) in [0, 3, 4, 7, 9].enumerated() { flat[index] = drawn[draw, place] }
      var start = 0
      for tensor in network.parameters.indices {
        let count = network.parameters[tensor].count
        network.parameters[tensor].scalars = Array(flat[start..<start + count])
        start += count
      }
      let expected = network(problem.probes).scalars
      let own = outputs.slice(draw..<draw + 1).scalars
      #expect(disagreement(own, expected) < 1e-12)
    }
  }

  @Test(
    "last layers and subnetworks take priors of every shape of their own size",
    arguments: structures)
  func priorsOfSubsets(structure: HessianStructure) throws {
    var subsets: [WeightSubset] = [.lastLayer, .parameters(["0.weight", "2.weight"])]
    if structure.takesPriorsOfParameters { subsets.append(.indices([1, 2, 8])) }
    for subset in subsets {
      let fitted = try TinyProblem<Double>(.classification, seed: 6).posterior(structure, subset)
      let count = fitted.parameterCount
      let tensors = fitted.selection.tensors.count
      var priors = [try PriorPrecision(.tensors, (0..<tensors).map { 0.5 + Double($0) })]
      if structure.takesPriorsOfParameters {
        priors.append(try PriorPrecision(.parameters, (0..<count).map { 0.5 + Double($0) / 7 }))
      }
      for prior in priors {
        let posterior = try fitted.with(
          PosteriorSettings(
            priorPrecision: prior,
            priorMean: .vector([Double](repeating: 0.1, count: count))))
        let units = Tensor<Double>.unit(count)
        let covariance = try posterior.covarianceProducts(units)
        let (_, logDeterminant) = DenseMatrix.inverse(covariance)
        let evidence = try posterior.marginalLikelihood()
        #expect(disagreement(evidence.logPosteriorDeterminant, -logDeterminant) < 1e-8)
        #expect(try posterior.sample(count: 3, seed: 1).shape == [3, count])
        #expect(try posterior.tunedByEvidence(prior.shape).evidence >= evidence.value)
      }
    }
  }

  @Test("new settings are seen by every answer, whatever was asked before", arguments: structures)
  func staleAnswers(structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.regression, seed: 5)
    let first = try TinyProblem<Double>(.regression, seed: 5).posterior(structure)
    _ = try first.linearizedPredictive(at: problem.probes)
    _ = try first.marginalLikelihood()
    _ = try first.sample(count: 2, seed: 1)
    for settings in [
      try PosteriorSettings(priorPrecision: 0.3, noise: 0.6, temperature: 3),
      try PosteriorSettings(priorPrecision: 0.3, noise: 2, temperature: 0.8),
      try PosteriorSettings(priorPrecision: 5, noise: 0.6, temperature: 0.8),
    ] {
      let moved = try first.with(settings)
      var options = LaplaceOptions()
      options.structure = structure
      let fresh = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: settings)
      #expect(
        try moved.linearizedPredictive(at: problem.probes)
          == fresh.linearizedPredictive(at: problem.probes))
      #expect(try moved.marginalLikelihood() == fresh.marginalLikelihood())
      #expect(try moved.sample(count: 2, seed: 1) == fresh.sample(count: 2, seed: 1))
    }
    #expect(throws: LaplaceError.self) { try PosteriorSettings(priorPrecision: -1) }
  }

  @Test("drawn scores of a reward model vary, and pairs have probabilities that add up to one")
  func rewardSamples() throws {
    let data = try Generator.preferences().dataset(seed: 2)
    let network = try Network<Double>.perceptron(
      sizes: [data.exampleShape[1], 6, 1], activation: Tanh(), seed: 1)
    let posterior = try LaplacePosterior(
      of: Model(network, likelihood: .reward), fittedTo: data, settings: PosteriorSettings())
    let items = data.inputs.reshaped([2 * data.count, data.exampleShape[1]]).slice(0..<5)
    let scores = try posterior.sampledOutputs(at: items, count: 20, seed: 1)
    #expect(Set(scores.scalars).count > 50)
    let pairs = try posterior.sampledPredictive(
      at: data.inputs.slice(0..<5), count: 20, seed: 1)
    let probabilities = try #require(pairs.classes).probabilities
    for row in 0..<5 { #expect(abs(probabilities[row, 0] + probabilities[row, 1] - 1) < 1e-12) }
  }

  @Test("the evidence of a Gaussian process counts the data once, and another fit adds nothing")
  func functionalEvidence() throws {
    let problem = LinearProblem()
    let (model, data) = (try problem.model(), try problem.data())
    func fit(_ structure: HessianStructure) throws -> LaplacePosterior<Double> {
      var options = LaplaceOptions()
      options.structure = structure
      return try LaplacePosterior(
        of: model, fittedTo: data, options: options,
        settings: PosteriorSettings(priorPrecision: problem.priorPrecision, noise: problem.noise))
    }
    // The targets of a linear model are N(0, σ² I + X Xᵀ/δ), X with a column of ones.
    guard case .values(let targets) = data.targets else { preconditionFailure("no targets") }
    var covariance = Tensor<Double>.zeros([data.count, data.count])
    for i in 0..<data.count {
      for j in 0..<data.count {
        var kernel = 1.0
        for input in 0..<2 { kernel += data.inputs[i, input] * data.inputs[j, input] }
        let noise = i == j ? problem.noise * problem.noise : 0
        covariance.scalars[i * data.count + j] = kernel / problem.priorPrecision + noise
      }
    }
    let (inverse, logDeterminant) = DenseMatrix.inverse(covariance)
    let weighted = DenseMatrix.product(inverse, targets).scalars
    let square = zip(targets.scalars, weighted).reduce(0.0) { $0 + $1.0 * $1.1 }
    let constant = Double(data.count) * Double.log(2 * Double.pi)
    let exact = -0.5 * (square + logDeterminant + constant)
    let first = try fit(.functional())
    let evidence = try first.marginalLikelihood()
    #expect(disagreement(evidence.value, exact) < 1e-8)
    #expect(try first.marginalLikelihood() == evidence)
    let errors = model.network(data.inputs) - targets
    let loss = 0.5 * errors.scalars.reduce(0.0) { $0 + $1 * $1 }
    for _ in 0..<2 {
      let again = try fit(.functional())
      #expect(disagreement(again.loss, loss) < 1e-12)
      #expect(try again.marginalLikelihood() == evidence)
    }
    // A process on some of the examples still has the likelihood of all of them, each counted once.
    let part = try fit(.functional(subset: DataSubset(count: 20)))
    #expect(try part.marginalLikelihood().logLikelihood == evidence.logLikelihood)
  }

  @Test(
    "every call that draws honours its seed",
    arguments: draws.indices, [LikelihoodKind.classification, .regression])
  func seeds(call: Int, likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: 3)
    let posterior = try problem.posterior(.kronecker())
    let first = try draws[call](posterior, problem.probes, 5)
    #expect(try draws[call](posterior, problem.probes, 5) == first)
    #expect(try draws[call](problem.posterior(.kronecker()), problem.probes, 5) == first)
    #expect(try draws[call](posterior, problem.probes, 6) != first)
  }

  @Test("no call that draws changes the model, and a stop in the middle does not either")
  func modelAfterSampling() throws {
    let (model, data) = try TinyNetwork.batchNormalized.problem(.classification, seed: 2, count: 8)
    let (parameters, outputs) = (model.network.parameters, model.network(data.inputs))
    var options = LaplaceOptions()
    options.batchSize = 2
    let posterior = try LaplacePosterior(
      of: model, fittedTo: data, options: options, settings: PosteriorSettings())
    let predictive = try posterior.linearizedPredictive(at: data.inputs)
    func expectSame() throws {
      for network in [model.network, posterior.model.network] {
        #expect(network.parameters == parameters && network(data.inputs) == outputs)
      }
      #expect(try posterior.linearizedPredictive(at: data.inputs) == predictive)
    }
    try expectSame()
    for draw in draws {
      _ = try draw(posterior, data.inputs, 1)
      try expectSame()
    }
    let stop = Cancellation()
    #expect(throws: Cancelled()) {
      try posterior.sampledPredictive(
        at: data.inputs, count: 3, seed: 1, cancellation: stop,
        progress: Progress { if $0.done >= 4 { stop.cancel() } })
    }
    try expectSame()
  }
}
