import Curvature
import Datasets
import Diagnostics
import Laplace
import MonteCarlo
import NeuralNetworks
import Parallelism
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<3 as Range<UInt64>

/// Laplace posteriors beside the posteriors they approximate.
@Suite struct PosteriorCheckTests {
  private func options(_ seed: UInt64, draws: Int = 400, warmUp: Int = 200) -> CheckOptions {
    var options = CheckOptions()
    (options.sampler.drawCount, options.sampler.warmUpCount) = (draws, warmUp)
    (options.sampler.chainCount, options.sampler.seed) = (2, seed)
    return options
  }

  /// The MAP of a network that is linear in its weights, by one Newton step with the dense reference.
  private func linearProblem(
    _ seed: UInt64, noise: Double
  ) throws -> (LaplacePosterior<Double>, Dataset<Double>) {
    var (model, data) = try TinyNetwork.oneLayer.problem(.regression, seed: seed, count: 9)
    guard case .values(let targets) = data.targets else {
      throw LaplaceError.unscored(likelihood: "regression")
    }
    // Rows (x, 1) of the design, and for each output (XᵀX/σ² + δ) w = Xᵀy/σ².
    let design = Tensor(
      shape: [9, 4], scalars: (0..<9).flatMap { row in (0..<3).map { data.inputs[row, $0] } + [1] })
    var matrix = (1 / (noise * noise)) * DenseMatrix.product(design.transposed(), design)
    for i in 0..<4 { matrix.scalars[i * 5] += 0.3 }
    let moments = (1 / (noise * noise)) * DenseMatrix.product(design.transposed(), targets)
    let solution = DenseMatrix.product(DenseMatrix.inverse(matrix).matrix, moments)
    for output in 0..<2 {
      for input in 0..<3 {
        model.network.parameters[0].scalars[output * 3 + input] = solution[input, output]
      }
      model.network.parameters[1].scalars[output] = solution[3, output]
    }
    var options = LaplaceOptions()
    options.structure = .full
    return (
      try LaplacePosterior(
        of: model, fittedTo: data, options: options,
        settings: PosteriorSettings(priorPrecision: 0.3, noise: noise)), data
    )
  }

  @Test("of a linear regression, Laplace is exact, and the draws agree with both", arguments: seeds)
  func linearRegression(seed: UInt64) throws {
    let (posterior, data) = try linearProblem(seed, noise: 0.7)
    var options = options(seed)
    options.integratesEvidence = seed == 0
    let check = try posterior.check(on: data, predicting: [data], options: options)
    let exact = try #require(check.exact)
    #expect(disagreement(exact.mean, check.marginals.map(\.mean)) < 1e-8)
    #expect(disagreement(exact.deviations, check.marginals.map(\.deviation)) < 1e-8)
    #expect(disagreement(exact.logIntegral, check.evidence) < 1e-9)
    if seed == 0 {
      let integration = try #require(check.integration)
      #expect(abs(integration.logEvidence - check.evidence) < 4.5 * integration.error)
      #expect(integration.error < 0.5)
    }
    #expect(check.largestRHat < 1.02 && check.divergenceCount == 0 && !check.isPartial)
    for marginal in check.marginals {
      let moments = marginal.sampled.moments
      #expect(abs(moments.mean - marginal.mean) < 4.5 * moments.meanError)
      #expect(abs(moments.deviation - marginal.deviation) < 4.5 * moments.deviationError)
      #expect(marginal.distance < 4 * marginal.chanceDistance)
    }
    for figure in check.predictions[0].figures {
      #expect(figure.laplace.count == 18)
      for place in figure.laplace.indices {
        #expect(figure.difference(place) < 4.5 * figure.errors[place])
      }
    }
    let scores = try #require(check.predictions[0].scores)
    #expect(abs(scores.laplace - scores.sampled.mean) < 4.5 * scores.sampled.error)
  }

  @Test("the features of a last layer make an exact Gaussian too; a whole network is none")
  func lastLayer() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 1)
    for (subset, isGaussian) in [(WeightSubset.lastLayer, true), (.all, false)] {
      let posterior = try problem.posterior(.full, subset)
      let check = try posterior.check(
        on: problem.data, predicting: [],
        options: isGaussian ? options(1) : options(1, draws: 8, warmUp: 20))
      #expect((check.exact != nil) == isGaussian)
      guard let exact = check.exact else { continue }
      // The weights are not at the maximum: Laplace has the right covariance around the wrong mean.
      #expect(disagreement(exact.deviations, check.marginals.map(\.deviation)) < 1e-8)
      #expect(disagreement(exact.mean, check.marginals.map(\.mean)) > 1e-3)
      for (place, marginal) in check.marginals.enumerated() {
        let moments = marginal.sampled.moments
        #expect(abs(moments.mean - exact.mean[place]) < 4.5 * moments.meanError)
      }
    }
  }

  @Test("a logistic weight has the marginal and the predictions of quadrature", arguments: seeds)
  func logistic(seed: UInt64) throws {
    let network = try Network<Double>(
      layers: [Linear(inputs: 1, outputs: 1, bias: false)], inputShape: [1], seed: seed)
    var random = RandomStream(seed: seed)
    let inputs = (0..<8).map { _ in random.normal() }
    let labels = inputs.map { random.uniform() < 1 / (1 + .exp(-2 * $0)) ? 1.0 : 0 }
    let data = try Dataset(
      inputs: Tensor(shape: [8, 1], scalars: inputs),
      targets: .values(Tensor(shape: [8, 1], scalars: labels)))
    var training = TrainingOptions()
    (training.epochs, training.learningRate, training.priorPrecision) = (2000, 0.05, 0.5)
    let model = try Training(Model(network, likelihood: .binary), on: data, options: training).model
    var laplace = LaplaceOptions()
    laplace.structure = .full
    let posterior = try LaplacePosterior(
      of: model, fittedTo: data, options: laplace, settings: PosteriorSettings(priorPrecision: 0.5))
    var checkOptions = options(seed)
    checkOptions.integratesEvidence = seed == 0
    let check = try posterior.check(on: data, predicting: [data], options: checkOptions)
    #expect(check.exact == nil)
    let density = { (w: Double) -> Double in
      zip(inputs, labels).reduce(
        .exp(-0.25 * w * w) * (0.5 / (2 * .pi)).squareRoot()
      ) { $0 / (1 + .exp((1 - 2 * $1.1) * w * $1.0)) }
    }
    let integral = { (f: (Double) -> Double) in
      let width = 1e-3
      return (-30_000..<30_000).reduce(0.0) {
        let w = (Double($1) + 0.5) * width
        return $0 + width * density(w) * f(w)
      }
    }
    let total = integral { _ in 1 }
    if seed == 0 {
      let integration = try #require(check.integration)
      #expect(abs(integration.logEvidence - .log(total)) < 4.5 * integration.error)
    }
    let moments = check.marginals[0].sampled.moments
    let mean = integral { $0 } / total
    let variance = integral { ($0 - mean) * ($0 - mean) } / total
    #expect(abs(moments.mean - mean) < 4.5 * moments.meanError)
    #expect(abs(moments.deviation - variance.squareRoot()) < 4.5 * moments.deviationError)
    let figure = check.predictions[0].figures[0]
    #expect(figure.kind == .probability && figure.sampled.count == 16)
    var loss = 0.0
    for (example, input) in inputs.enumerated() {
      let probability = integral { 1 / (1 + .exp(-$0 * input)) } / total
      #expect(
        abs(figure.sampled[2 * example + 1] - probability) < 4.5 * figure.errors[2 * example + 1])
      loss -= .log(labels[example] == 1 ? probability : 1 - probability) / 8
    }
    let scores = try #require(check.predictions[0].scores)
    #expect(abs(scores.sampled.mean - loss) < 4.5 * scores.sampled.error)
  }

  @Test(
    "the score of the draws is the definition's for every likelihood",
    arguments: LikelihoodKind.allCases + [.scaledRegression(noises: [0.5, 2])])
  func scores(likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: 4)
    let model = problem.model
    let noise = model.rules.hasObservationNoise ? 0.6 : 1
    let posterior = try problem.posterior(
      .full, .all, try PosteriorSettings(priorPrecision: 4, noise: noise))
    let check = try posterior.check(
      on: problem.data, predicting: [problem.data], options: options(2, draws: 50, warmUp: 50))
    let scores = try #require(check.predictions[0].scores)
    var sum = 0.0
    var count = 0
    let draws = check.chains.draws
    let outputs = (0..<draws.shape[0]).map { draw -> Tensor<Double> in
      var network = model.network
      posterior.selection.write(
        Array(draws.scalars[draw * draws.shape[1]..<(draw + 1) * draws.shape[1]]),
        to: &network.parameters)
      let shape = problem.data.inputs.shape
      let items = problem.data.count * likelihood.itemsPerExample
      return network(problem.data.inputs.reshaped([items] + network.inputShape))
        .reshaped([shape[0], network.outputCount * likelihood.itemsPerExample])
    }
    for example in 0..<problem.data.count {
      for answer in answers(problem.data.targets, example, likelihood, noise) {
        let mean =
          outputs.reduce(0) { sum, tensor in
            sum + answer((0..<tensor.shape[1]).map { tensor[example, $0] })
          } / Double(outputs.count)
        sum -= .log(mean)
        count += 1
      }
    }
    let isRegression = likelihood.isRegression
    #expect(
      disagreement(scores.sampled.mean, sum / Double(isRegression ? problem.data.count : count))
        < 1e-9)
    #expect(scores.sampled.error > 0)
  }

  /// The probability of each answer of an example, as a function of the outputs there.
  private func answers(
    _ targets: Targets, _ example: Int, _ likelihood: LikelihoodKind, _ noise: Double
  ) -> [([Double]) -> Double] {
    let normal = { (error: Double, variance: Double) in
      NormalDistribution.density(error / variance.squareRoot()) / variance.squareRoot()
    }
    switch (likelihood, targets) {
    case (.classification, .classes(let labels, _)):
      return [
        { f in Double.exp(f[labels[example]]) / f.reduce(0) { $0 + .exp($1) } }
      ]
    case (.reward, .classes(let labels, _)):
      return [{ f in 1 / (1 + .exp(f[1 - labels[example]] - f[labels[example]])) }]
    case (.binary, .values(let values)):
      return (0..<values.shape[1]).map { c in
        { f in 1 / (1 + .exp((1 - 2 * values[example, c]) * f[c])) }
      }
    case (.heteroscedastic, .values(let values)):
      return (0..<values.shape[1]).map { c in
        { f in normal(values[example, c] - f[c], .exp(f[c + values.shape[1]])) }
      }
    case (.regression, .values(let values)):
      return (0..<values.shape[1]).map { c in
        { f in normal(values[example, c] - f[c], noise * noise) }
      }
    case (.scaledRegression(let noises), .values(let values)):
      return (0..<values.shape[1]).map { c in
        { f in normal(values[example, c] - f[c], noise * noise * noises[c] * noises[c]) }
      }
    default: return []
    }
  }

  @Test(
    "whichever structure gives the masses, the draws are of the same posterior",
    arguments: [
      HessianStructure.full, .kronecker(), .diagonal, .lowRank(rank: 3), .eigenvalueCorrected(),
      .blockDiagonal,
    ])
  func structures(structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.regression, seed: 1)
    let settings = try PosteriorSettings(priorPrecision: 0.5, noise: 0.5)
    let exact = try problem.posterior(.full, .lastLayer, settings)
      .check(on: problem.data, predicting: [], options: options(0, draws: 20)).exact
    let check = try problem.posterior(structure, .lastLayer, settings)
      .check(on: problem.data, predicting: [], options: options(3))
    let truth = try #require(exact)
    #expect(check.largestRHat < 1.03)
    for (place, marginal) in check.marginals.enumerated() {
      let moments = marginal.sampled.moments
      #expect(abs(moments.mean - truth.mean[place]) < 4.5 * moments.meanError)
      #expect(abs(moments.deviation - truth.deviations[place]) < 4.5 * moments.deviationError)
    }
  }

  @Test("comparisons repeat by their seed, on any number of threads")
  func determinism() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 2)
    let posterior = try problem.posterior(.full)
    let threads = ThreadBudget.threads
    defer { ThreadBudget.use(threads: threads) }
    ThreadBudget.use(threads: 1)
    let one = try posterior.check(
      on: problem.data, predicting: [problem.data], options: options(5, draws: 20, warmUp: 40))
    ThreadBudget.use(threads: 4)
    let four = try posterior.check(
      on: problem.data, predicting: [problem.data], options: options(5, draws: 20, warmUp: 40))
    #expect(one.chains.draws == four.chains.draws)
    #expect(one.marginals == four.marginals && one.predictions == four.predictions)
    let other = try posterior.check(
      on: problem.data, predicting: [], options: options(6, draws: 20, warmUp: 40))
    #expect(other.chains.draws != one.chains.draws)
  }

  @Test("what is too large is refused with its numbers, and a stop keeps what is there")
  func limits() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 2)
    let posterior = try problem.posterior(.full, .lastLayer)
    var long = options(1, draws: 50_000)
    long.timeLimit = 1e-6
    #expect {
      try posterior.check(on: problem.data, predicting: [], options: long)
    } throws: { error in
      guard case CheckError.tooLong(_, _, let gradients, _) = error else { return false }
      return gradients > 2 * 50_200
    }
    let huge = options(1, draws: 100_000_000)
    #expect {
      try posterior.check(on: problem.data, predicting: [], options: huge)
    } throws: { error in
      if case CheckError.tooLarge = error { true } else { false }
    }
    let wide = try Network<Double>.perceptron(sizes: [20, 60, 1], activation: Tanh(), seed: 1)
    let data = try Dataset(
      inputs: Tensor<Double>.zeros([3, 20]), targets: .values(.zeros([3, 1])))
    var laplace = LaplaceOptions()
    laplace.structure = .diagonal
    let large = try LaplacePosterior(
      of: Model(wide, likelihood: .regression), fittedTo: data, options: laplace,
      settings: PosteriorSettings(priorPrecision: 1))
    #expect(throws: CheckError.tooManyWeights(count: 1321, limit: 1000)) {
      try large.check(on: data, predicting: [], options: options(1))
    }
    let stop = Cancellation()
    let partial = try posterior.check(
      on: problem.data, predicting: [problem.data], options: options(1), cancellation: stop,
      progress: Progress { if $0.done == 2 * 600 - 200 { stop.cancel() } })
    #expect(partial.isPartial && partial.predictions.count == 1)
    #expect(partial.chains.drawCount < 400 && partial.chains.drawCount >= 8)
  }
}
