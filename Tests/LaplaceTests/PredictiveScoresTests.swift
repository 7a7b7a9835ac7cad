import Autodiff
import Curvature
import Datasets
import Diagnostics
import Laplace
import NeuralNetworks
import Parallelism
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<6 as Range<UInt64>
private let likelihoods: [LikelihoodKind] = [
  .regression, .scaledRegression(noises: [0.5, 2]), .classification, .binary, .heteroscedastic,
  .reward,
]

/// Scores of every kind of output, on held-out data and on examples left out.
@Suite struct PredictiveScoresTests {
  @Test("without variance the scores are those of the loss", arguments: seeds, likelihoods)
  func loss(seed: UInt64, likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: seed)
    try expectLoss(
      problem.model, problem.data, noise: likelihood.rules.hasObservationNoise ? 0.6 : 1)
  }

  @Test("positions without a label do not count", arguments: seeds)
  func positions(seed: UInt64) throws {
    let problem = try SequenceProblem(seed: seed)
    try expectLoss(problem.model, problem.data, noise: 1)
    let (model, data) = try problem.flattened()
    let posterior = try posterior(problem.model, problem.data)
    let outputs = try posterior.linearizedPredictive(at: problem.data.inputs)
    let found = try PredictiveScores(
      of: outputs, .classification, positionCount: 3, noise: 1, targets: problem.data.targets)
    let positions = outputs.marginals(positionCount: 3)
    guard case .sequences(let labels, _, _) = problem.data.targets else { return }
    let rows = labels.indices.filter { labels[$0] >= 0 }
    #expect(rows.count < labels.count)
    let expected = try PredictiveScores(
      of: GaussianPredictive(
        mean: positions.mean.selecting(rows), covariance: positions.covariance.selecting(rows)),
      model.likelihood, noise: 1, targets: data.targets)
    let isSame = found.kind == expected.kind
    #expect(isSame)
    #expect(found.negativeLogLikelihoods.count == problem.data.count)
  }

  @Test("binary outputs are each a class of two", arguments: seeds)
  func binary(seed: UInt64) throws {
    let (mean, covariance) = randomGaussians(count: 7, outputs: 3, seed: seed)
    let outputs = GaussianPredictive(mean: mean, covariance: covariance)
    var random = RandomStream(seed: seed)
    let targets = Targets.random(for: .binary, count: 7, outputs: 3, using: &random)
    guard case .values(let values) = targets else { return }
    let found = try PredictiveScores(
      of: outputs, .binary, positionCount: 3, noise: 1, targets: targets)
    let parts = try (0..<3).map { output in
      try PredictiveScores(
        of: GaussianPredictive(
          mean: mean.selectingColumns([output]),
          covariance: outputs.variance.selectingColumns([output]).reshaped([7, 1, 1])),
        .binary, noise: 1, targets: .values(values.selectingColumns([output])))
    }
    for metric in [PredictiveMetric.nll, .brier, .accuracy, .variance] {
      let mean = try parts.map { try #require($0.values[metric]) }.reduce(0, +) / 3
      #expect(disagreement(try #require(found.values[metric]), mean) < 1e-12)
    }
  }

  @Test("a pair of items is scored by the difference of its scores", arguments: seeds)
  func pairs(seed: UInt64) throws {
    let (mean, covariance) = randomGaussians(count: 9, outputs: 2, seed: seed)
    let outputs = GaussianPredictive(mean: mean, covariance: covariance)
    let labels = (0..<9).map { ($0 + Int(seed)) % 2 }
    let found = try PredictiveScores(
      of: outputs, .reward, noise: 1, targets: .classes(labels, classCount: 2))
    let expected = labels.indices.map { row in
      let block = covariance.scalars[4 * row..<4 * row + 4].map(\.self)
      let variance = block[0] + block[3] - block[1] - block[2]
      let sign = labels[row] == 0 ? 1.0 : -1
      return Double.log(
        1
          + .exp(
            -sign * (mean[row, 0] - mean[row, 1]) / (1 + .pi / 8 * variance).squareRoot()))
    }
    #expect(disagreement(found.negativeLogLikelihoods, expected) < 1e-10)
    #expect(throws: LaplaceError.unscored(likelihood: "reward")) {
      try PredictiveScores(
        of: GaussianPredictive(mean: .zeros([2, 1]), covariance: .zeros([2, 1, 1])), .reward,
        noise: 1, targets: .values(.zeros([2, 1])))
    }
  }

  @Test("the variance of targets with a learned noise is that of the split", arguments: seeds)
  func heteroscedastic(seed: UInt64) throws {
    let (mean, covariance) = randomGaussians(count: 5, outputs: 4, seed: seed)
    let outputs = GaussianPredictive(mean: mean, covariance: covariance)
    let targets = randomTensor([5, 2], seed: seed &+ 7) as Tensor<Double>
    let found = try PredictiveScores(
      of: outputs, .heteroscedastic, noise: 1, targets: .values(targets))
    let variance = outputs.variance
    let expected = (0..<5).map { row in
      // The two by two covariance of both targets.
      let spread = (0..<2).map { column in
        variance[row, column] + .exp(mean[row, column + 2] + variance[row, column + 2] / 2)
      }
      let cross = covariance.scalars[row * 16 + 1]
      let error = (0..<2).map { targets[row, $0] - mean[row, $0] }
      let determinant = spread[0] * spread[1] - cross * cross
      let square =
        (spread[1] * error[0] * error[0] - 2 * cross * error[0] * error[1]
          + spread[0] * error[1] * error[1]) / determinant
      return .log(2 * .pi) + 0.5 * (.log(determinant) + square)
    }
    #expect(disagreement(found.negativeLogLikelihoods, expected) < 1e-10)
  }

  @Test("a grid scores what each posterior predicts", arguments: seeds, likelihoods)
  func grid(seed: UInt64, likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: seed)
    try expectGrid(posterior(problem.model, problem.data), problem.data)
  }

  @Test("a grid scores classes at positions", arguments: seeds)
  func sequenceGrid(seed: UInt64) throws {
    let problem = try SequenceProblem(seed: seed)
    try expectGrid(posterior(problem.model, problem.data), problem.data)
  }

  @Test(
    "leaving one out takes the curvature of the others and a Newton step", arguments: seeds,
    likelihoods)
  func leaveOneOut(seed: UInt64, likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: seed)
    try expectLeaveOneOut(problem.model, problem.data)
  }

  @Test("examples with several positions are left out whole", arguments: seeds)
  func sequenceLeaveOneOut(seed: UInt64) throws {
    let problem = try SequenceProblem(seed: seed)
    try expectLeaveOneOut(problem.model, problem.data)
  }

  private func expectLoss(_ model: Model<Double>, _ data: Dataset<Double>, noise: Double) throws {
    let outputs = outputs(of: model, at: data)
    let width = outputs.shape[1]
    let scores = try PredictiveScores(
      of: GaussianPredictive(mean: outputs, covariance: .zeros([data.count, width, width])),
      model.likelihood, positionCount: model.positionCount, noise: noise, targets: data.targets)
    let loss = model.rules.negativeLogLikelihood(Variable(outputs), data.targets).value.item
    let total =
      loss / (noise * noise)
      - model.rules.logNormalizer(count: data.count, outputs: width, noise: noise)
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    let nll = try #require(scores.values[.nll])
    switch scores.kind {
    case .classification(let classes):
      #expect(disagreement(Double(classes.count) * nll, total) < 1e-12)
      let brier = try #require(scores.values[.brier])
      #expect(disagreement(mean(scores.squaredErrors), brier) < 1e-12)
    case .regression:
      #expect(disagreement(Double(data.count) * nll, total) < 1e-12)
      let error = try #require(scores.values[.mse])
      #expect(disagreement(mean(scores.squaredErrors), error) < 1e-12)
    }
    #expect(scores.negativeLogLikelihoods.count == data.count)
    #expect(disagreement(mean(scores.negativeLogLikelihoods), nll) < 1e-12)
  }

  private func expectGrid(
    _ posterior: LaplacePosterior<Double>, _ data: Dataset<Double>
  ) throws {
    let model = posterior.model
    let grid = try SettingsGrid(
      of: posterior, over: .init(of: posterior, priorPrecisions: [0.1, 1, 30]), scoredOn: data)
    for point in grid.points {
      let outputs = try posterior.with(point.settings).linearizedPredictive(at: data.inputs)
      let expected = try PredictiveScores(
        of: outputs, model.likelihood, positionCount: model.positionCount,
        noise: point.settings.noise, targets: data.targets)
      let found = try #require(point.scores)
      for (metric, value) in expected.values {
        #expect(disagreement(try #require(found.values[metric]), value) < 1e-8)
      }
    }
    let best = try #require(grid.best(by: .score(.nll)))
    let tuning = try posterior.tuned(
      by: .nll, on: .heldOut(data), priorPrecisions: [0.1, 1, 30])
    #expect(tuning.score <= (try #require(grid.points[best].scores?.values[.nll])) + 1e-12)
  }

  /// The posterior fitted at the same weights to all but one example has the curvature `H - Jᵀ Λ J`, and its
  /// linearised network a maximum of its own.
  private func expectLeaveOneOut(_ model: Model<Double>, _ data: Dataset<Double>) throws {
    let posterior = try posterior(model, data)
    let found = try posterior.tuned(
      by: .nll, on: .leaveOneOut(data),
      priorPrecisions: [posterior.settings.priorPrecision.values[0]])
    var (means, covariances) = ([Tensor<Double>](), [Tensor<Double>]())
    for row in 0..<data.count {
      let rest = try self.posterior(
        model, data.selecting((0..<data.count).filter { $0 != row }))
      let alone = try rest.linearizedPredictive(at: data.inputs.slice(row..<row + 1))
      let others = data.selecting((0..<data.count).filter { $0 != row })
      let loss = try #require(
        Objective(noise: 1).lossAndGradient(
          of: model, on: others, rows: Array(0..<others.count), cancellation: Cancellation()))
      let weights = rest.selection.vector(of: model.network)
      let prior = rest.settings.priorPrecision.values[0]
      let pull = zip(rest.selection.vector(of: loss.gradients), weights).map {
        -(rest.settings.curvatureScale * $0 + prior * $1)
      }
      let step = try rest.covarianceProducts(
        Tensor(shape: [1, pull.count], scalars: pull))
      let sweep = NetworkSweep(
        jacobianOf: model.network, inputs: data.inputs.slice(row..<row + 1),
        tensors: Set(rest.selection.tensors))
      let jacobian = GradientRows(sweep, of: rest.selection).matrix
      means.append(alone.mean + step.matrixProduct(jacobian, transposingOther: true))
      covariances.append(alone.covariance)
    }
    let expected = try PredictiveScores(
      of: GaussianPredictive(
        mean: .concatenated(means), covariance: .concatenated(covariances)),
      model.likelihood, positionCount: model.positionCount, noise: posterior.settings.noise,
      targets: data.targets)
    #expect(disagreement(found.score, try #require(expected.values[.nll])) < 1e-8)
  }

  private func outputs(of model: Model<Double>, at data: Dataset<Double>) -> Tensor<Double> {
    let outputs = model.network(data.inputs)
    return outputs.reshaped([data.count, outputs.count / data.count])
  }

  private func posterior(
    _ model: Model<Double>, _ data: Dataset<Double>
  ) throws -> LaplacePosterior<Double> {
    var options = LaplaceOptions()
    options.structure = .full
    return try LaplacePosterior(
      of: model, fittedTo: data, options: options,
      settings: PosteriorSettings(
        priorPrecision: 0.7, noise: model.likelihood.rules.hasObservationNoise ? 0.6 : 1,
        temperature: 0.8))
  }
}
