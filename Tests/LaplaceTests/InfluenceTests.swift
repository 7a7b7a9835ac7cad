import Curvature
import Datasets
import Laplace
import NeuralNetworks
import TestSupport
import Tensors
import Testing

private let seeds = 0..<3 as Range<UInt64>
private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .kronecker(.reduce), .eigenvalueCorrected(), .diagonal,
  .lowRank(rank: 5), .functional(),
]
private let likelihoods: [LikelihoodKind] = [
  .regression, .scaledRegression(noises: [0.5, 2]), .classification, .binary, .heteroscedastic,
  .reward,
]

@Suite struct InfluenceTests {
  @Test(
    "it is the Newton step without the example from the dense posterior precision",
    arguments: seeds, structures)
  func denseReference(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in likelihoods {
      for subset in [WeightSubset.all, .lastLayer, .indices([0, 2, 5])] {
        let problem = try TinyProblem<Double>(likelihood, seed: seed, count: 12)
        do {
          let posterior = try posterior(of: problem, structure, subset)
          try compare(posterior, problem.data, problem.probes.slice(0..<2))
        } catch is CurvatureError {
          // Single elements of a tensor have no Kronecker factors.
          #expect(subset == .indices([0, 2, 5]))
        }
      }
    }
  }

  @Test("examples with several positions, and labels that do not count", arguments: seeds)
  func sequences(seed: UInt64) throws {
    let problem = try SequenceProblem(seed: seed)
    for structure in structures {
      var options = LaplaceOptions()
      options.structure = structure
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options,
        settings: PosteriorSettings(priorPrecision: 2))
      try compare(posterior, problem.data, problem.data.inputs.slice(0..<2))
    }
  }

  @Test(
    "every kind of curvature takes its own part of the example out", arguments: seeds,
    [
      CurvatureKind.monteCarloFisher(samples: 2, seed: 3), .empiricalFisher, .hessian,
    ])
  func kinds(seed: UInt64, kind: CurvatureKind) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      let problem = try TinyProblem<Double>(likelihood, seed: seed, count: 12)
      var options = LaplaceOptions()
      (options.structure, options.curvature) = (.full, kind)
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options,
        settings: PosteriorSettings(priorPrecision: 30))
      try compare(posterior, problem.data, problem.probes)
    }
  }

  @Test(
    "of a network linear in its weights it is the refit without the example, under any prior",
    arguments: seeds)
  func linearRefit(seed: UInt64) throws {
    let (count, features, outputs, noise) = (11, 3, 2, 0.4)
    let inputs = randomTensor([count, features], seed: seed)
    let targets = randomTensor([count, outputs], seed: seed &+ 100)
    let probes = randomTensor([5, features], seed: seed &+ 200)
    let data = try Dataset(inputs: inputs, targets: .values(targets))
    for prior in [0.01, 0.7, 20] {
      let weights = ridge(inputs, targets, noise, prior)
      // At the maximum itself, and from other weights: the influence is that on the maximum.
      for distance in [0.0, 0.5] {
        let start = weights + distance * randomTensor([outputs, features], seed: seed &+ 300)
        let network = try Network<Double>(
          layers: [Linear(inputs: features, outputs: outputs, bias: false)],
          inputShape: [features], parameters: [start])
        var options = LaplaceOptions()
        options.structure = .full
        let posterior = try LaplacePosterior(
          of: Model(network, likelihood: .regression), fittedTo: data, options: options,
          settings: PosteriorSettings(priorPrecision: PriorPrecision(prior), noise: noise))
        let influence = try posterior.influence(of: data, at: probes)
        for row in 0..<count {
          let others = (0..<count).filter { $0 != row }
          let refit = ridge(inputs.selecting(others), targets.selecting(others), noise, prior)
          let change = DenseMatrix.product(probes, (refit - weights).transposed())
          let found = try #require(influence.predictive(withoutExample: row))
          let moved = found.mean - influence.predictive.mean
          #expect(disagreement(moved.scalars, change.scalars) < 1e-8)
          let alone = try LaplacePosterior(
            of: Model(network, likelihood: .regression), fittedTo: data.selecting(others),
            options: options, settings: posterior.settings)
          let covariance = try alone.linearizedPredictive(at: probes).covariance
          #expect(disagreement(found.covariance.scalars, covariance.scalars) < 1e-8)
        }
      }
    }
  }

  @Test("at its own input it is leaving one out, and variances grow", arguments: seeds)
  func leavingOneOut(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.regression, seed: seed, count: 12)
    let posterior = try problem.posterior(.full)
    let influence = try posterior.influence(of: problem.data, at: problem.data.inputs)
    let outputs = problem.model.network.outputCount
    for row in 0..<problem.data.count {
      let found = try #require(influence.predictive(withoutExample: row))
      let own = try posterior.influence(
        of: problem.data, at: problem.data.inputs.slice(row..<row + 1))
      let alone = try #require(own.predictive(withoutExample: row))
      let place = row * outputs..<(row + 1) * outputs
      #expect(disagreement(Array(found.mean.scalars[place]), alone.mean.scalars) < 1e-10)
      let variances = zip(found.variance.scalars, influence.predictive.variance.scalars)
      #expect(variances.allSatisfy { $0 >= $1 * (1 - 1e-12) })
    }
  }

  @Test("the leverages add up to the effective number of parameters", arguments: seeds)
  func leverages(seed: UInt64) throws {
    for likelihood in likelihoods {
      let problem = try TinyProblem<Double>(likelihood, seed: seed, count: 12)
      let posterior = try posterior(of: problem, .full, .all)
      let influence = try posterior.influence(of: problem.data, at: problem.data.inputs)
      let sum = influence.leverages.reduce(0, +)
      #expect(disagreement(sum, try posterior.effectiveParameters()) < 1e-8)
      #expect(influence.leverages.allSatisfy { $0 > 0 })
      #expect(influence.unremovable.isEmpty)
    }
  }

  @Test("at a maximum the gradients of the examples and that of the prior add up to nothing")
  func stationarity() throws {
    let problem = LinearProblem()
    let (posterior, data) = (try problem.posterior(), try problem.data())
    // With vanishing leverages the changes are J S h gₙ, whose sum is J S (-P₀ θ) at a maximum.
    let inputs = randomTensor([4, 2], seed: 5)
    let (jacobian, sum) = (try design(inputs), try gradientSum(posterior, data))
    let weights = posterior.selection.vector(of: posterior.model.network)
    let pull = Tensor(
      shape: [weights.count, 1], scalars: weights.map { -problem.priorPrecision * $0 })
    #expect(disagreement(sum.scalars, pull.scalars) < 1e-8)
    let expected = DenseMatrix.product(
      DenseMatrix.product(jacobian, DenseMatrix.inverse(try dense(posterior)).matrix), pull)
    let influence = try posterior.influence(of: data, at: inputs)
    var total = Tensor<Double>.zeros([4, 1])
    for row in 0..<data.count {
      let moved = try #require(influence.predictive(withoutExample: row)).mean
      total.add(moved - influence.predictive.mean, scaledBy: 1 - influence.leverages[row])
    }
    #expect(disagreement(total.scalars, expected.scalars) < 1e-8)
  }

  @Test("the size of batches changes nothing, and Float agrees with Double", arguments: seeds)
  func batchesAndPrecision(seed: UInt64) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      for structure in structures {
        let problem = try TinyProblem<Double>(likelihood, seed: seed, count: 12)
        var options = LaplaceOptions()
        options.structure = structure
        let settings = try PosteriorSettings(priorPrecision: 3)
        let found = { (size: Int?) in
          options.batchSize = size
          return try LaplacePosterior(
            of: problem.model, fittedTo: problem.data, options: options, settings: settings
          ).influence(of: problem.data, at: problem.probes)
        }
        let (whole, pieces) = (try found(nil), try found(5))
        let narrow = try TinyProblem<Float>(likelihood, seed: seed, count: 12)
        options.batchSize = nil
        let single = try LaplacePosterior(
          of: problem.model.converted(to: Float.self), fittedTo: narrow.data, options: options,
          settings: settings
        ).influence(of: narrow.data, at: narrow.probes)
        for row in 0..<12 {
          let (one, two) = (
            whole.predictive(withoutExample: row), pieces.predictive(withoutExample: row)
          )
          let three = single.predictive(withoutExample: row)
          guard let expected = one, let other = two, let rough = three else {
            #expect(one == nil && two == nil && three == nil)
            continue
          }
          #expect(disagreement(other.mean.scalars, expected.mean.scalars) < 1e-10)
          #expect(disagreement(other.covariance.scalars, expected.covariance.scalars) < 1e-9)
          #expect(disagreement(rough.mean.scalars, expected.mean.scalars) < 1e-4)
          #expect(disagreement(rough.covariance.scalars, expected.covariance.scalars) < 1e-3)
        }
      }
    }
  }

  @Test("what has no influence is refused with the reason")
  func refusals() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 1, count: 12)
    let posterior = try problem.posterior(.full)
    #expect(throws: LaplaceError.self) {
      try posterior.influence(of: problem.data.selecting([0, 1]), at: problem.probes)
    }
    #expect(throws: LaplaceError.noWeightPosterior) {
      try problem.posterior(.functional(independentOutputs: true))
        .influence(of: problem.data, at: problem.probes)
    }
    #expect(throws: LaplaceError.self) {
      try problem.posterior(.functional(subset: DataSubset(count: 5)))
        .influence(of: problem.data, at: problem.probes)
    }
    #expect(throws: NetworkError.self) {
      try posterior.influence(of: problem.data, at: .zeros([2, 7]))
    }
  }

  /// Weights of single examples that a coarse structure sees as the only witness of a direction.
  @Test("an example that alone determines a direction cannot be left out")
  func fullLeverage() throws {
    let data = try Dataset<Double>(
      inputs: Tensor(shape: [2, 2], scalars: [100, 100, 100, -100]),
      targets: .values(Tensor(shape: [2, 1], scalars: [1, 2])))
    let network = try Network<Double>(
      layers: [Linear(inputs: 2, outputs: 1, bias: false)], inputShape: [2], seed: 1)
    var options = LaplaceOptions()
    for structure in [HessianStructure.lowRank(rank: 1), .diagonal] {
      options.structure = structure
      let posterior = try LaplacePosterior(
        of: Model(network, likelihood: .regression), fittedTo: data, options: options,
        settings: PosteriorSettings(priorPrecision: 1e-3))
      let influence = try posterior.influence(of: data, at: data.inputs)
      for row in 0..<2 {
        let isFull = influence.leverages[row] >= 1
        #expect((influence.predictive(withoutExample: row) == nil) == isFull)
        #expect(influence.unremovable.contains(row) == isFull)
      }
    }
  }
}
