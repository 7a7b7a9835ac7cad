import Curvature
import Datasets
import Laplace
import NeuralNetworks
import Parallelism
import TestSupport
import Tensors
import Testing

private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal, .lowRank(rank: 5),
]

/// Derivatives of predictions in the inputs, and products with the posterior's covariance.
@Suite struct InputGradientTests {
  @Test(
    "gradients are central differences of the linearised predictive",
    arguments: structures + [.functional(), .functional(independentOutputs: true)],
    [Tanh(), GELU(), Softplus(), Sigmoid(), SiLU(), ELU()] as [any Activation])
  func differences(structure: HessianStructure, activation: any Activation) throws {
    for (likelihood, seed) in [(LikelihoodKind.regression, 3), (.classification, 4)]
      as [(LikelihoodKind, UInt64)]
    {
      for subset in [WeightSubset.all, .lastLayer] {
        let network = try Network<Double>.perceptron(
          sizes: [2, 4, 3, 3], activation: activation, seed: seed)
        let targets: Targets =
          likelihood == .regression
          ? .values(randomTensor([9, 3], seed: seed + 50))
          : .classes((0..<9).map { $0 % 3 }, classCount: 3)
        let data = try Dataset(inputs: randomTensor([9, 2], seed: seed), targets: targets)
        try check(
          posterior(Model(network, likelihood: likelihood), data, structure, subset),
          at: randomTensor([3, 2], seed: seed + 9))
      }
    }
  }

  @Test(
    "so they are where parameters stand in unusual places", arguments: TinyNetwork.allCases,
    [HessianStructure.full, .kronecker(), .diagonal, .lowRank(rank: 4)])
  func unusualNetworks(network: TinyNetwork, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .binary] {
      let (model, data) = try network.problem(likelihood, seed: 4, count: 3)
      let probes = try network.problem(likelihood, seed: 9, count: 2).data.inputs
      try check(posterior(model, data, structure, .all), at: probes)
    }
    let (model, data) = try network.problem(.regression, seed: 5, count: 12)
    try check(
      posterior(model, data, .full, .random(count: 5, seed: 2)), at: data.inputs.slice(0..<2))
  }

  @Test(
    "of a pair of items, both scores have their gradients in both",
    arguments: [1, 2, 5] as [UInt64])
  func pairs(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.reward, seed: seed)
    try check(
      posterior(problem.model, problem.data, .full, .all), at: problem.data.inputs.slice(0..<2),
      outputs: 2)
  }

  @Test(
    "products with the covariance are those with the dense inverse", arguments: structures,
    [3, 12])
  func covarianceProducts(structure: HessianStructure, count: Int) throws {
    for seed in 0..<4 as Range<UInt64> {
      let problem = try TinyProblem<Double>(.classification, seed: seed, count: count)
      let fitted = try posterior(problem.model, problem.data, structure, .all)
      let size = fitted.parameterCount
      var random = RandomStream(seed: seed)
      var priors = [try PriorPrecision(0.7)]
      if structure.takesPriorsOfParameters {
        priors.append(
          try PriorPrecision(.parameters, (0..<size).map { _ in 0.1 + random.uniform() }))
      }
      for prior in priors {
        let posterior = try fitted.with(PosteriorSettings(priorPrecision: prior, temperature: 0.8))
        var precision =
          posterior.settings.curvatureScale * (try #require(posterior.curvature.denseMatrix))
        for index in 0..<size {
          precision.scalars[index * (size + 1)] += prior.values[prior.scalar == nil ? index : 0]
        }
        let rows: Tensor<Double> = randomTensor([3, size], seed: seed + 1)
        let expected = DenseMatrix.product(rows, DenseMatrix.inverse(precision).matrix)
        let found = try posterior.covarianceProducts(rows)
        #expect(disagreement(found.scalars, expected.scalars) < 1e-8)
      }
      #expect(throws: LaplaceError.weightCount(found: 1, expected: size)) {
        try fitted.covarianceProducts(.zeros([2, 1]))
      }
    }
  }

  @Test("batches do not change gradients, a stop is heard, no inputs give none")
  func batches() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    var options = LaplaceOptions()
    let whole = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
    options.batchSize = 3
    let pieces = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
    let (found, expected) = (
      try pieces.inputGradients(at: problem.probes), try whole.inputGradients(at: problem.probes)
    )
    #expect(
      disagreement(found.varianceGradient.scalars, expected.varianceGradient.scalars) < 1e-9)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled()) {
      try whole.inputGradients(at: problem.probes, cancellation: cancellation)
    }
    let none = try whole.inputGradients(at: problem.probes.slice(0..<0))
    #expect(none.meanGradient.count == 0 && none.mean.shape[0] == 0)
  }

  private func posterior(
    _ model: Model<Double>, _ data: Dataset<Double>, _ structure: HessianStructure,
    _ subset: WeightSubset
  ) throws -> LaplacePosterior<Double> {
    var options = LaplaceOptions()
    options.structure = structure
    options.subset = subset
    return try LaplacePosterior(
      of: model, fittedTo: data, options: options,
      settings: PosteriorSettings(
        priorPrecision: 0.4, noise: model.likelihood == .regression ? 0.6 : 1))
  }

  private func check(
    _ posterior: LaplacePosterior<Double>, at inputs: Tensor<Double>, outputs count: Int? = nil
  ) throws {
    let found = try posterior.inputGradients(at: inputs)
    let predictive = try posterior.linearizedPredictive(at: inputs)
    let outputs = count ?? posterior.model.network.outputCount
    #expect(found.meanGradient.shape == [inputs.shape[0], outputs] + inputs.shape.dropFirst())
    #expect(disagreement(found.mean.scalars, predictive.mean.scalars) < 1e-12)
    #expect(disagreement(found.variance.scalars, predictive.variance.scalars) < 1e-8)
    for probe in 0..<inputs.shape[0] {
      let places = probe..<probe + 1
      let input = inputs.slice(places)
      var failure: (any Error)?
      let rows = finiteDifferenceJacobian(at: input.scalars) { point in
        do {
          let predictive = try posterior.linearizedPredictive(
            at: Tensor(shape: input.shape, scalars: point))
          return predictive.mean.scalars + predictive.variance.scalars
            + (try LinkApproximation.probit.probabilities(of: predictive)).scalars
            + (try LinkApproximation.probit.binaryProbabilities(of: predictive)).scalars
        } catch {
          failure = error
          return []
        }
      }
      #expect(failure == nil)
      let gradients = [
        found.meanGradient, found.varianceGradient, found.probitGradient,
        found.binaryProbitGradient,
      ]
      for (index, gradient) in gradients.enumerated() {
        let expected = rows[index * outputs..<(index + 1) * outputs].flatMap(\.self)
        #expect(
          disagreement(gradient.slice(places).scalars, expected) < 1e-6,
          "\(["mean", "variance", "probit", "binary probit"][index])")
      }
    }
  }
}
