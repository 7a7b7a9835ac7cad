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
private let seeds = 0..<6 as Range<UInt64>

/// Predictions by weights drawn from the posterior.
@Suite struct SampledPredictiveTests {
  @Test(
    "of a network linear in its weights, moments are the linearised ones within Monte-Carlo bounds",
    arguments: structures)
  func linearNetwork(structure: HessianStructure) throws {
    let (model, data) = try TinyNetwork.oneLayer.problem(.regression, seed: 3, count: 7)
    let probes = try TinyNetwork.oneLayer.problem(.regression, seed: 8, count: 3).data.inputs
    let posterior = try posterior(model, data, structure)
    let exact = try posterior.linearizedPredictive(at: probes)
    let count = 4000
    let sampled = try posterior.sampledPredictive(at: probes, count: count, seed: 5)
    #expect(sampled.classes == nil && sampled.sampleCount == count)
    for place in exact.mean.scalars.indices {
      let error = (exact.variance.scalars[place] / Double(count)).squareRoot()
      #expect(abs(sampled.outputs.mean.scalars[place] - exact.mean.scalars[place]) < 5 * error)
      #expect(disagreement(sampled.meanErrors.scalars[place], error) < 0.1)
    }
    // The sample covariance of normal numbers has the variance (Σᵢᵢ Σⱼⱼ + Σᵢⱼ²)/(S - 1).
    for place in exact.covariance.scalars.indices {
      let (probe, i, j) = (place / 4, place / 2 % 2, place % 2)
      let covariance = exact.covariance.scalars[place]
      let (first, second) = (exact.variance[probe, i], exact.variance[probe, j])
      let error = ((first * second + covariance * covariance) / Double(count - 1)).squareRoot()
      #expect(abs(sampled.outputs.covariance.scalars[place] - covariance) < 5 * error)
    }
  }

  @Test("Monte-Carlo errors fall with the root of the number of draws", arguments: seeds)
  func errorsFall(seed: UInt64) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      let problem = try TinyProblem<Double>(likelihood, seed: seed)
      let posterior = try posterior(problem.model, problem.data, .kronecker())
      let few = try posterior.sampledPredictive(at: problem.probes, count: 200, seed: seed)
      let many = try posterior.sampledPredictive(at: problem.probes, count: 3200, seed: seed)
      let ratio = few.largestError / many.largestError
      #expect(ratio > 3 && ratio < 5)
      let averages = [few, many].map { ($0.classes?.probabilities ?? $0.outputs.mean).scalars }
      let largest = zip(averages[0], averages[1]).map { abs($0 - $1) }.max() ?? .infinity
      #expect(largest < 5 * few.largestError)
    }
  }

  @Test("averages and entropies are those of the drawn functions", arguments: seeds)
  func definition(seed: UInt64) throws {
    for likelihood in [LikelihoodKind.regression, .classification, .binary, .heteroscedastic] {
      let problem = try TinyProblem<Double>(likelihood, seed: seed)
      let posterior = try posterior(problem.model, problem.data, .diagonal)
      let count = 30
      let functions = try posterior.sampledOutputs(at: problem.probes, count: count, seed: seed)
      let sampled = try posterior.sampledPredictive(at: problem.probes, count: count, seed: seed)
      let outputs = problem.model.network.outputCount
      #expect(functions.shape == [count, 4, outputs])
      for probe in 0..<4 {
        let draws = (0..<count).map { draw in
          (0..<outputs).map { functions.scalars[(draw * 4 + probe) * outputs + $0] }
        }
        let (mean, covariance) = moments(draws)
        #expect(
          disagreement(sampled.outputs.mean.slice(probe..<probe + 1).scalars, mean) < 1e-12)
        #expect(
          disagreement(sampled.outputs.covariance.slice(probe..<probe + 1).scalars, covariance)
            < 1e-9)
        guard let classes = sampled.classes else {
          #expect(likelihood == .regression || likelihood == .heteroscedastic)
          continue
        }
        try check(classes, #require(sampled.entropies), probe, draws, likelihood)
      }
    }
  }

  /// The averages at one probe by their definition.
  private func check(
    _ classes: ProbabilityEstimate, _ split: UncertaintySplit, _ probe: Int, _ draws: [[Double]],
    _ likelihood: LikelihoodKind
  ) throws {
    let count = Double(draws.count)
    let isBinary = likelihood == .binary
    // Distributions of each draw: one over all classes, or one over 0 and 1 for each output.
    let distributions = draws.map { draw -> [[Double]] in
      let row = Tensor(shape: [1, draw.count], scalars: draw)
      guard isBinary else { return [row.softmax().scalars] }
      return row.mapped(.sigmoid).scalars.map { [1 - $0, $0] }
    }
    let (mean, covariance) = moments(distributions.map { $0.flatMap(\.self) })
    let errors = mean.indices.map { (covariance[$0 * (mean.count + 1)] / count).squareRoot() }
    let places = probe * mean.count..<(probe + 1) * mean.count
    let found = Array(classes.probabilities.scalars[places])
    #expect(disagreement(found, mean) < 1e-12)
    let foundErrors = try #require(classes.standardErrors).scalars[places]
    #expect(disagreement(Array(foundErrors), errors) < 1e-9)
    if !isBinary { #expect(abs(found.reduce(0, +) - 1) < 1e-14) }
    let entropy = { (distribution: [Double]) in
      distribution.reduce(0.0) { $0 - ($1 > 0 ? $1 * .log($1) : 0) }
    }
    let width = isBinary ? 2 : mean.count
    let means = stride(from: 0, to: mean.count, by: width).map {
      Array(mean[$0..<$0 + width])
    }
    for (group, distribution) in means.enumerated() {
      let place = probe * means.count + group
      let expected = distributions.map { entropy($0[group]) }.reduce(0, +) / count
      #expect(abs(split.total.scalars[place] - entropy(distribution)) < 1e-12)
      #expect(abs(split.aleatoric.scalars[place] - expected) < 1e-12)
      #expect(split.epistemic.scalars[place] >= 0)
    }
  }

  @Test("pairs of items and classes at positions are sampled as they are scored", arguments: seeds)
  func answers(seed: UInt64) throws {
    let pairs = try TinyProblem<Double>(.reward, seed: seed)
    let sequences = try SequenceProblem(seed: seed)
    for (model, data) in [(pairs.model, pairs.data), (sequences.model, sequences.data)] {
      let posterior = try posterior(model, data, .kronecker())
      let certain = try posterior.with(PosteriorSettings(priorPrecision: 1e14))
      let sampled = try certain.sampledPredictive(at: data.inputs, count: 5, seed: seed)
      let exact = try certain.linearizedPredictive(at: data.inputs)
      let expected = try LinkApproximation.probit.classes(
        of: exact, likelihood: model.likelihood, positionCount: model.positionCount)
      let classes = try #require(sampled.classes)
      #expect(classes.probabilities.shape == expected?.probabilities.shape)
      #expect(
        disagreement(classes.probabilities.scalars, expected?.probabilities.scalars ?? []) < 1e-5)
      let split = try UncertaintySplit(
        of: exact, likelihood: model.likelihood, positionCount: model.positionCount,
        integral: .quadrature(order: 4))
      let entropies = try #require(sampled.entropies)
      #expect(entropies.total.shape == split.total.shape)
      #expect(disagreement(entropies.total.scalars, split.total.scalars) < 1e-5)
    }
  }

  @Test(
    "draws do not depend on batches or threads, and follow the prior smoothly", arguments: seeds)
  func reproducible(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    for structure in structures {
      var options = LaplaceOptions()
      options.structure = structure
      let whole = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
      let expected = try whole.sampledPredictive(at: problem.probes, count: 20, seed: seed)
      let threads = ThreadBudget.threads
      ThreadBudget.use(threads: 1)
      #expect(try whole.sampledPredictive(at: problem.probes, count: 20, seed: seed) == expected)
      ThreadBudget.use(threads: threads)
      options.batchSize = 3
      let small = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
      let pieces = try small.sampledOutputs(at: problem.probes, count: 20, seed: seed)
      let functions = try whole.sampledOutputs(at: problem.probes, count: 20, seed: seed)
      #expect(disagreement(pieces.scalars, functions.scalars) < 1e-10)
      let near = try whole.with(PosteriorSettings(priorPrecision: 1 + 1e-7))
        .sampledOutputs(at: problem.probes, count: 20, seed: seed)
      #expect(disagreement(near.scalars, functions.scalars) < 1e-6)
      let other = try whole.sampledOutputs(at: problem.probes, count: 20, seed: seed + 1)
      #expect(disagreement(other.scalars, functions.scalars) > 1e-3)
    }
  }

  @Test(
    "layers before the drawn weights act once, and the outputs are those of the whole network",
    arguments: TinyNetwork.allCases)
  func tailOfNetwork(network: TinyNetwork) throws {
    let (model, data) = try network.problem(.classification, seed: 2, count: 6)
    let parameters = model.network.parameters
    for subset in [WeightSubset.lastLayer, .all, .random(count: 4, seed: 1), .indices([1])] {
      let posterior = try posterior(model, data, .full, subset)
      let found = try posterior.sampledOutputs(at: data.inputs, count: 3, seed: 7)
      let draws = try posterior.sample(count: 3, seed: 7)
      let places = posterior.selection.indices(in: model.network.layout)
      for draw in 0..<3 {
        var weights = model.network.flatParameters
        for (index, place) in places.enumerated() { weights[place] = draws[draw, index] }
        let outputs = model.network.with(flatParameters: weights)(data.inputs)
        let own = found.slice(draw..<draw + 1)
        #expect(disagreement(own.scalars, outputs.scalars) < 1e-12)
      }
      #expect(posterior.model.network.parameters == parameters)
    }
  }

  @Test("a stop leaves the model as it was")
  func cancellation() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    let posterior = try posterior(problem.model, problem.data, .full)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled()) {
      try posterior.sampledPredictive(
        at: problem.probes, count: 10, seed: 0, cancellation: cancellation)
    }
    #expect(posterior.model.network.parameters == problem.model.network.parameters)
  }

  @Test("an overwhelming prior leaves the trained network", arguments: seeds)
  func overwhelmingPrior(seed: UInt64) throws {
    for structure in structures {
      let problem = try TinyProblem<Double>(.classification, seed: seed)
      let sampled = try posterior(problem.model, problem.data, structure)
        .with(PosteriorSettings(priorPrecision: 1e14))
        .sampledPredictive(at: problem.probes, count: 10, seed: seed)
      let outputs = problem.model.network(problem.probes)
      #expect(disagreement(sampled.outputs.mean.scalars, outputs.scalars) < 1e-5)
      let classes = try #require(sampled.classes)
      #expect(disagreement(classes.probabilities.scalars, outputs.softmax().scalars) < 1e-5)
      #expect(sampled.largestError < 1e-5)
    }
  }

  @Test("a single draw has no variance, and no draw is refused")
  func tooFewDraws() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 1)
    let posterior = try posterior(problem.model, problem.data, .full)
    #expect(throws: LaplaceError.self) {
      try posterior.sampledPredictive(at: problem.probes, count: 1, seed: 0)
    }
    #expect(throws: LaplaceError.self) {
      try posterior.sampledOutputs(at: problem.probes, count: 0, seed: 0)
    }
    #expect(throws: NetworkError.self) {
      try posterior.sampledOutputs(at: .zeros([2, 17]), count: 3, seed: 0)
    }
    let none = problem.probes.slice(0..<0)
    #expect(try posterior.sampledOutputs(at: none, count: 3, seed: 0).count == 0)
    #expect(try posterior.sampledPredictive(at: none, count: 3, seed: 0).outputs.mean.count == 0)
  }

  @Test("in Float the averages agree to what Float holds", arguments: seeds)
  func singlePrecision(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let data = try Dataset<Float>(
      inputs: problem.data.inputs.converted(to: Float.self), targets: problem.data.targets)
    let single = try LaplacePosterior(
      of: problem.model.converted(to: Float.self), fittedTo: data, settings: PosteriorSettings())
    let exact = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings())
    let found = try single.sampledPredictive(
      at: problem.probes.converted(to: Float.self), count: 50, seed: seed)
    let expected = try exact.sampledPredictive(at: problem.probes, count: 50, seed: seed)
    let (one, other) = (try #require(found.classes), try #require(expected.classes))
    // Eigenvectors of equal eigenvalues are any, so that draws need not be the same in Float.
    let differences = (one.probabilities - other.probabilities).scalars.map(abs)
    #expect(differences.allSatisfy { $0 < 6 * (found.largestError + expected.largestError) })
  }

  private func posterior(
    _ model: Model<Double>, _ data: Dataset<Double>, _ structure: HessianStructure,
    _ subset: WeightSubset = .all
  ) throws -> LaplacePosterior<Double> {
    var options = LaplaceOptions()
    options.structure = structure
    options.subset = subset
    return try LaplacePosterior(
      of: model, fittedTo: data, options: options,
      settings: PosteriorSettings(
        priorPrecision: 0.8, noise: model.likelihood == .regression ? 0.6 : 1))
  }

  /// The mean and the unbiased covariance of rows.
  private func moments(_ rows: [[Double]]) -> (mean: [Double], covariance: [Double]) {
    let width = rows[0].count
    let mean = (0..<width).map { column in
      rows.map { $0[column] }.reduce(0, +) / Double(rows.count)
    }
    let covariance = (0..<width * width).map { place in
      let (i, j) = (place / width, place % width)
      return rows.reduce(0.0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) }
        / Double(rows.count - 1)
    }
    return (mean, covariance)
  }
}
