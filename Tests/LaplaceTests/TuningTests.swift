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

private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal, .lowRank(rank: 5),
  .functional(subset: DataSubset(count: 6, seed: 1)), .functional(independentOutputs: true),
]
private let seeds = 0..<6 as Range<UInt64>

@Suite struct TuningTests {
  @Test(
    "the tuned evidence is stationary and at least that of a fine grid", arguments: seeds,
    structures)
  func scalar(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      let posterior = try TinyProblem<Double>(likelihood, seed: seed).posterior(structure)
      let tuning = try posterior.tunedByEvidence()
      guard !tuning.isAtBound else { continue }
      #expect(tuning.isConverged)
      #expect(tuning.evidence >= tuning.startEvidence)
      let gradient = try tuning.posterior.evidenceGradient()
      let settings = tuning.posterior.settings
      #expect(abs(gradient.priorPrecision[0] * settings.priorPrecision.values[0]) < 1e-6)
      if let noise = gradient.noise { #expect(abs(noise * settings.noise) < 1e-6) }
      let noises = likelihood == .regression ? [0.3, 0.5, 1, 2].map { $0 * settings.noise } : nil
      let grid = try SettingsGrid(
        of: posterior,
        over: .init(
          of: posterior, priorPrecisions: (-20...20).map { .exp10(Double($0) / 4) },
          noises: noises))
      let best = grid.points[try #require(grid.best(by: .evidence))]
      #expect(tuning.evidence >= best.evidence - 1e-9 * abs(best.evidence))
    }
  }

  @Test(
    "several prior precisions are stationary and no worse than one", arguments: seeds,
    structures.filter { $0.word != "gp" })
  func groups(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      let posterior = try TinyProblem<Double>(likelihood, seed: seed).posterior(structure)
      let scalar = try posterior.tunedByEvidence()
      for shape in [
        PriorPrecision.Shape.tensors, .groups(.weightsAndBiases(of: posterior.selection)),
      ] {
        let tuning = try posterior.tunedByEvidence(shape)
        #expect(tuning.evidence >= scalar.evidence - 1e-9 * abs(scalar.evidence))
        guard !tuning.isAtBound else { continue }
        #expect(tuning.isConverged)
        let gradient = try tuning.posterior.evidenceGradient()
        let settings = tuning.posterior.settings
        for (slope, prior) in zip(gradient.priorPrecision, settings.priorPrecision.values) {
          #expect(abs(slope * prior) < 1e-4)
        }
      }
    }
  }

  @Test(
    "one deviation from its maximum the evidence is half lower, the other settings at their best",
    arguments: seeds)
  func deviations(seed: UInt64) throws {
    // Many examples, so that the evidence is close to a Gaussian in the logarithms.
    let problem = try TinyProblem<Double>(.regression, seed: seed, count: 400)
    let posterior = try problem.posterior(.full)
    let tuning = try posterior.tunedByEvidence()
    let found = try #require(try tuning.posterior.evidenceHessian().deviations())
    #expect(found.count == 2)
    let fixed = try #require(
      try tuning.posterior.evidenceHessian().deviations(keepingNoise: true))
    #expect(fixed.count == 1 && fixed[0] <= found[0] * (1 + 1e-12))
    let settings = tuning.posterior.settings
    // A small step, extrapolated: E falls by ½ (step/sd)².
    let step = 0.02
    let prior = settings.priorPrecision.values[0]
    func best(at factor: Double) throws -> Double {
      // The noise at its best for the prior, by golden sections in its logarithm.
      let cost = { (logNoise: Double) in
        -(try posterior.with(
          PosteriorSettings(
            priorPrecision: PriorPrecision(prior * factor), priorMean: settings.priorMean,
            noise: .exp(logNoise), temperature: settings.temperature)
        ).marginalLikelihood().value)
      }
      let start = Double.log(settings.noise)
      let section = GoldenSection<Double>(cost: { $0 }, of: cost)
      return
        -(try section.minimum(
          between: start - 0.1, (start, try cost(start)), start + 0.1, tolerance: 1e-7
        ).value)
    }
    let fall = tuning.evidence - (try best(at: .exp(step)) + best(at: .exp(-step))) / 2
    let expected = 0.5 * (step / found[0]) * (step / found[0])
    #expect(abs(fall / expected - 1) < 0.01)
  }

  @Test("a prior precision for each parameter raises the evidence further", arguments: seeds)
  func parameters(seed: UInt64) throws {
    for structure in [HessianStructure.full, .diagonal] {
      let posterior = try TinyProblem<Double>(.classification, seed: seed).posterior(structure)
      let tensors = try posterior.tunedByEvidence(.tensors)
      let parameters = try posterior.tunedByEvidence(.parameters)
      #expect(parameters.evidence >= tensors.evidence - 1e-6)
    }
  }

  @Test("a noise that is to stay stays")
  func fixedNoise() throws {
    let posterior = try TinyProblem<Double>(.regression, seed: 1).posterior(.full)
    let tuning = try posterior.tunedByEvidence(keepingNoise: true)
    #expect(tuning.posterior.settings.noise == posterior.settings.noise)
    let free = try posterior.tunedByEvidence()
    #expect(free.evidence >= tuning.evidence)
  }

  @Test("projections give the predictive of each prior precision", arguments: seeds, structures)
  func projections(seed: UInt64, structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let posterior = try TinyProblem<Double>(.classification, seed: seed).posterior(structure)
    let settings = try [1e-3, 0.1, 1, 100].map {
      try PosteriorSettings(priorPrecision: $0, temperature: 0.7)
    }
    for limit in [0, 1 << 30] {
      let outputs = try ProjectedOutputs(
        of: posterior, at: problem.data.inputs, memoryLimit: limit)
      for (found, settings) in zip(try outputs.predictives(at: settings), settings) {
        let alone = try posterior.with(settings).linearizedPredictive(at: problem.data.inputs)
        #expect(found.mean == alone.mean)
        #expect(disagreement(found.covariance.scalars, alone.covariance.scalars) < 1e-8)
      }
    }
  }

  @Test("a score at a point of a grid does not depend on the other points", arguments: seeds)
  func independentPoints(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.regression, seed: seed)
    let posterior = try TinyProblem<Double>(.regression, seed: seed).posterior(.kronecker())
    let priors = [1e-6, 0.1, 3, 1e5]
    let grid = try SettingsGrid(
      of: posterior, over: .init(of: posterior, priorPrecisions: priors), scoredOn: problem.data)
    let reversed = try SettingsGrid(
      of: posterior, over: .init(of: posterior, priorPrecisions: priors.reversed()),
      scoredOn: problem.data)
    #expect(grid.points == reversed.points.reversed())
    // The squared error of a linearised regression does not depend on the prior precision; the
    // likelihood does.
    let errors = grid.points.compactMap { $0.scores?.values[.rmse] }
    #expect(errors.allSatisfy { $0 == errors[0] })
    let likelihoods = Set(grid.points.compactMap { $0.scores?.values[.nll] })
    #expect(likelihoods.count == priors.count)
  }

  @Test("a grid that was stopped goes on where it was")
  func resume() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 3)
    let posterior = try TinyProblem<Double>(.classification, seed: 3).posterior(.full)
    let axes = SettingsGrid.Axes(
      of: posterior, priorPrecisions: [0.1, 1, 10, 100], temperatures: [0.5, 1])
    let whole = try SettingsGrid(of: posterior, over: axes, scoredOn: problem.data)
    let cancellation = Cancellation()
    let part = try SettingsGrid(
      of: posterior, over: axes, scoredOn: problem.data, cancellation: cancellation,
      progress: Progress { if $0.done == 3 { cancellation.cancel() } })
    #expect(part.points == Array(whole.points.prefix(3)))
    let rest = try SettingsGrid(
      of: posterior, over: axes, scoredOn: problem.data, startingWith: part.points)
    #expect(rest == whole)
  }

  @Test("tuning on data finds the best point, and says when that says nothing", arguments: seeds)
  func validation(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed, count: 40)
    var options = LaplaceOptions()
    options.structure = .full
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
    let priors = (-12...12).map { Double.exp10(Double($0) / 3) }
    let tuning = try posterior.tuned(by: .nll, on: .heldOut(problem.data), priorPrecisions: priors)
    #expect(tuning.points.map(\.priorPrecision) == priors)
    #expect(tuning.points.allSatisfy { $0.score >= tuning.score })
    let interval = try #require(tuning.interval)
    #expect(interval.contains(tuning.posterior.settings.priorPrecision.values[0]))
    let narrow = try posterior.tuned(
      by: .nll, on: .heldOut(problem.data), priorPrecisions: [1e10, 1e11, 1e12])
    #expect(narrow.isFlat)

    let regression = try TinyProblem<Double>(.regression, seed: seed).posterior(.full)
    let data = try TinyProblem<Double>(.regression, seed: seed).data
    let errors = try regression.tuned(by: .mse, on: .heldOut(data), priorPrecisions: priors)
    #expect(errors.isFlat)
    #expect(throws: LaplaceError.noSuchMetric("ece", likelihood: "regression")) {
      try regression.tuned(by: .ece, on: .heldOut(data), priorPrecisions: priors)
    }
  }

  @Test(
    "a calibration error has the interval of a paired bootstrap, the same for the same seed",
    arguments: seeds)
  func calibrationInterval(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed, count: 40)
    let posterior = try problem.posterior(.full)
    let priors = (-4...4).map { Double.exp10(Double($0)) }
    func tuned(seed: UInt64) throws -> ValidationTuning<Double> {
      try posterior.tuned(
        by: .ece, on: .heldOut(problem.data), priorPrecisions: priors, seed: seed)
    }
    let tuning = try tuned(seed: 7)
    let interval = try #require(tuning.interval)
    let best = try #require(tuning.posterior.settings.priorPrecision.scalar)
    #expect(interval.contains(best))
    let again = try tuned(seed: 7)
    #expect(again.interval == interval && again.points == tuning.points)
    #expect(try tuned(seed: 8).points != tuning.points)
    // Each resample is scored from scratch, its rows repeated.
    guard case .classes(let labels, _) = problem.data.targets else {
      preconditionFailure("no classes")
    }
    let bootstrap = PairedBootstrap(exampleCount: 40, seed: 7)
    func score(_ prior: Double) throws -> (value: Double, replicates: [Double]) {
      let probabilities = try LinkApproximation.probit.probabilities(
        of: posterior.with(posterior.settings.with(PriorPrecision(prior)))
          .linearizedPredictive(at: problem.data.inputs))
      func error(_ rows: [Int]) -> Double {
        let scores = try? ClassificationScores(
          probabilities: probabilities.selecting(rows), labels: rows.map { labels[$0] })
        return scores?.expectedCalibrationError ?? .nan
      }
      return (
        error(Array(0..<40)),
        bootstrap.replicates { weights in
          error(weights.indices.flatMap { [Int](repeating: $0, count: weights[$0]) })
        }
      )
    }
    let top = try score(best)
    #expect(abs(top.value - tuning.score) < 1e-9)
    let within = try priors.filter { prior in
      let other = try score(prior)
      return other.value - top.value
        <= PairedBootstrap.standardError(ofDifferences: other.replicates, from: top.replicates)
    }
    let ends = (within + [best]).sorted()
    #expect(interval.lowerBound == ends.first && interval.upperBound == ends.last)
    #expect(tuning.isFlat == (within == priors))
    let narrow = try posterior.tuned(
      by: .ece, on: .heldOut(problem.data), priorPrecisions: [1e13, 1e14, 1e15])
    #expect(narrow.isFlat && narrow.interval != nil)
  }

  @Test("leaving one out of a linear regression is fitting the others", arguments: seeds)
  func leaveOneOut(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let (count, features, noise) = (12, 3, 0.4)
    let inputs = Tensor(
      shape: [count, features], scalars: (0..<count * features).map { _ in random.normal() })
    let targets = (0..<count).map { _ in random.normal() }
    // The weights are the maximum for one prior precision, and the formula holds for any.
    let (weights, _) = ridge(inputs, targets, noise, 0.7)
    let network = try Network<Double>(
      layers: [Linear(inputs: features, outputs: 1, bias: false)], inputShape: [features],
      parameters: [weights.reshaped([1, features])])
    let data = try Dataset(
      inputs: inputs, targets: .values(Tensor(shape: [count, 1], scalars: targets)))
    var options = LaplaceOptions()
    options.structure = .full
    let posterior = try LaplacePosterior(
      of: Model(network, likelihood: .regression), fittedTo: data, options: options,
      settings: PosteriorSettings(noise: noise))
    for prior in [0.01, 0.7, 20] {
      let scores = (0..<count).map { row in
        let others = (0..<count).filter { $0 != row }
        let (mean, covariance) = ridge(
          inputs.selecting(others), others.map { targets[$0] }, noise, prior)
        let x = inputs.slice(row..<row + 1)
        let prediction = DenseMatrix.product(x, mean).scalars[0]
        let variance =
          DenseMatrix.product(DenseMatrix.product(x, covariance), x.transposed()).scalars[0]
          + noise * noise
        let error = targets[row] - prediction
        return 0.5 * (.log(2 * .pi * variance) + error * error / variance)
      }
      let tuning = try posterior.tuned(by: .nll, on: .leaveOneOut(data), priorPrecisions: [prior])
      #expect(disagreement(tuning.score, scores.reduce(0, +) / Double(count)) < 1e-9)
    }
  }

  /// The exact posterior of a linear regression: `Σ = (XᵀX/σ² + δ I)⁻¹` and `Σ Xᵀy/σ²`.
  private func ridge(
    _ inputs: Tensor<Double>, _ targets: [Double], _ noise: Double, _ prior: Double
  ) -> (mean: Tensor<Double>, covariance: Tensor<Double>) {
    let scale = 1 / (noise * noise)
    var precision = scale * DenseMatrix.product(inputs.transposed(), inputs)
    for index in 0..<inputs.shape[1] { precision.scalars[index * (inputs.shape[1] + 1)] += prior }
    let covariance = DenseMatrix.inverse(precision).matrix
    let right = DenseMatrix.product(
      inputs.transposed(), Tensor(shape: [targets.count, 1], scalars: targets))
    return (scale * DenseMatrix.product(covariance, right), covariance)
  }
}
