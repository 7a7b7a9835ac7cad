import Curvature
import Datasets
import Laplace
import NeuralNetworks
import Parallelism
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<5 as Range<UInt64>

/// What is learned while data comes in: prior and noise in training, posteriors that see more data.
@Suite struct OnlineTests {
  private static let sums: [HessianStructure] = [
    .full, .blockDiagonal, .kronecker(), .diagonal,
  ]

  @Test("data that is added counts as if it had been there", arguments: seeds, sums)
  func update(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      for subset in [WeightSubset.all, .lastLayer] {
        let problem = try TinyProblem<Double>(likelihood, seed: seed, count: 11)
        var options = LaplaceOptions()
        (options.structure, options.subset) = (structure, subset)
        let fit = { (rows: Range<Int>) in
          try LaplacePosterior(
            of: problem.model, fittedTo: problem.data.selecting(Array(rows)), options: options,
            settings: PosteriorSettings(priorPrecision: 0.4))
        }
        let both = try fit(0..<11)
        let updated = try fit(0..<4).updated(with: problem.data.selecting(Array(4..<11)))
        #expect(updated.exampleCount == 11)
        #expect(
          disagreement(
            try updated.marginalLikelihood().value, try both.marginalLikelihood().value) < 1e-10)
        let found = try updated.linearizedPredictive(at: problem.probes).covariance.scalars
        let expected = try both.linearizedPredictive(at: problem.probes).covariance.scalars
        #expect(disagreement(found, expected) < 1e-8)
      }
    }
  }

  @Test("structures that are no sums are refused by name, as are other models")
  func refusals() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    for structure in [HessianStructure.eigenvalueCorrected(), .lowRank(rank: 3)] {
      var options = LaplaceOptions()
      options.structure = structure
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
      #expect(throws: LaplaceError.notUpdatable(structure: structure.word)) {
        try posterior.updated(with: problem.data)
      }
    }
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings())
    let other = try TinyProblem<Double>(.classification, seed: 2)
    #expect(throws: LaplaceError.otherParameters) {
      try posterior.updated(with: problem.data, at: other.model)
    }
  }

  @Test("a posterior pulls at weights as the gradient of its log density", arguments: seeds, sums)
  func posteriorPrior(seed: UInt64, structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    var options = LaplaceOptions()
    options.structure = structure
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options,
      settings: PosteriorSettings(priorPrecision: 0.4, temperature: 0.7))
    var random = RandomStream(seed: seed)
    let parameters = problem.model.network.parameters.map { tensor in
      tensor + Tensor(shape: tensor.shape, scalars: tensor.scalars.map { _ in random.normal() })
    }
    let pulls = try PosteriorPrior(posterior, rest: 0).gradients(at: parameters, scaledBy: 1)
    let weights = posterior.selection.vector(of: parameters)
    let found = posterior.selection.vector(of: pulls)
    for index in weights.indices {
      let density = { (step: Double) in
        var moved = weights
        moved[index] += step
        return try posterior.logDensity(of: moved)
      }
      let slope = -(try density(1e-4) - density(-1e-4)) / 2e-4
      #expect(abs(found[index] - slope) < 1e-5 * (1 + abs(slope)))
    }
  }

  @Test("a posterior over some weights leaves the others to weight decay")
  func partialPrior() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 3)
    var options = LaplaceOptions()
    (options.structure, options.subset) = (.diagonal, .lastLayer)
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
    let parameters = problem.model.network.parameters
    let pulls = try PosteriorPrior(posterior, rest: 0.25).gradients(at: parameters, scaledBy: 1)
    for (tensor, pull) in pulls.enumerated() {
      let expected =
        posterior.selection.tensors.contains(tensor)
        ? Tensor<Double>.zeros(pull.shape) : 0.25 * parameters[tensor]
      #expect(pull == expected)
    }
  }

  @Test("training from a posterior remembers what it stands for")
  func continualLearning() throws {
    let digits = try EmbeddedTable.digits.dataset()
    let scaled = try Dataset<Float>(
      inputs: ((1.0 / 16) * digits.inputs).converted(to: Float.self), targets: digits.targets
    )
    .selecting(Array(0..<600))
    let tasks = try [scaled, scaled.permutingInputs(seed: 1), scaled.permutingInputs(seed: 2)]
    let network = try Network<Float>.perceptron(sizes: [64, 48, 10], activation: Tanh(), seed: 5)
    var training = TrainingOptions()
    (training.epochs, training.learningRate, training.batchSize) = (60, 1e-2, 100)
    (training.schedule, training.priorPrecision) = (.cosine, 0.1)
    var remembering = Model(network, likelihood: .classification)
    var forgetting = remembering
    var posterior: LaplacePosterior<Float>?
    for task in tasks {
      remembering = try Training(
        remembering, on: task, options: training,
        prior: posterior.map { PosteriorPrior($0, rest: 0.1) }
      ).model
      forgetting = try Training(forgetting, on: task, options: training).model
      posterior =
        try posterior?.updated(with: task, at: remembering)
        ?? LaplacePosterior(
          of: remembering, fittedTo: task, settings: PosteriorSettings(priorPrecision: 0.1))
    }
    #expect(posterior?.exampleCount == 1800)
    let accuracy = { (model: Model<Float>, task: Dataset<Float>) in
      let outputs = GaussianPredictive(
        mean: model.network(task.inputs).converted(to: Double.self),
        covariance: .zeros([task.count, 10, 10]))
      let scores = try PredictiveScores(
        of: outputs, .classification, noise: 1, targets: task.targets)
      return scores.values[.accuracy] ?? 0
    }
    #expect(try accuracy(remembering, tasks[2]) > 0.95)
    #expect(try accuracy(remembering, tasks[0]) > 0.7)
    #expect(try accuracy(forgetting, tasks[0]) < 0.5)
  }

  @Test(
    "weights, prior and noise learned together beat the evidence of where they start",
    arguments: seeds)
  func evidenceTraining(seed: UInt64) throws {
    let data = try Generator.sinusoid(count: 60, noise: 0.2).dataset(seed: seed)
    let network = try Network<Double>.perceptron(sizes: [1, 10, 1], activation: Tanh(), seed: seed)
    for (shape, steps) in [(PriorShapeChoice.scalar, nil), (.tensors, 5)]
      as [(PriorShapeChoice, Int?)]
    {
      var options = EvidenceTrainingOptions()
      options.training.epochs = 200
      options.training.learningRate = 2e-2
      options.structure = .full
      options.priorShape = shape
      options.hyperSteps = steps
      options.burnInEpochs = 50
      options.frequency = 10
      let training = try EvidenceTraining(
        Model(network, likelihood: .regression), on: data, options: options)
      #expect(training.losses.count == 200)
      #expect(training.estimates.first?.epoch == 51)
      #expect(training.estimates.last?.epoch == 200)
      let best = training.estimates[training.best]
      #expect(training.estimates.allSatisfy { $0.evidence <= best.evidence })
      #expect(disagreement(try training.posterior.marginalLikelihood().value, best.evidence) < 1e-9)
      #expect(training.posterior.settings == best.settings)
      #expect(best.evidence > (training.estimates.first?.evidence ?? .infinity))
      // The noise of the generator is 0.2.
      #expect(best.settings.noise > 0.1 && best.settings.noise < 0.4)
    }
  }

  @Test("training by evidence goes on in training mode after a posterior")
  func trainingMode() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 4, count: 40)
    let data = problem.data
    let inputs = data.exampleShape.count
    let network = try Network<Double>(
      layers: [
        Linear(inputs: inputs, outputs: 6), Tanh(), Dropout(probability: 0.5),
        Linear(inputs: 6, outputs: problem.model.network.outputCount),
      ], inputShape: [inputs], seed: 1)
    let model = Model(network, likelihood: .classification)
    var options = EvidenceTrainingOptions()
    options.training.epochs = 5
    (options.hyperSteps, options.hyperLearningRate) = (1, 1e-300)
    let training = try EvidenceTraining(model, on: data, options: options)
    let plain = try Training(model, on: data, options: options.training)
    // With steps that change nothing the weights must take the way of plain training, chance included.
    for (loss, expected) in zip(training.losses, plain.losses) {
      #expect(disagreement(loss, expected) < 1e-12)
    }
  }

  @Test("the temperature divides the likelihood in training and posterior alike")
  func temperature() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 2, count: 20)
    var options = EvidenceTrainingOptions()
    options.training.epochs = 400
    options.training.learningRate = 5e-2
    options.training.priorPrecision = 0.5
    options.priorShape = .scalar
    (options.hyperSteps, options.hyperLearningRate) = (1, 1e-300)
    (options.temperature, options.frequency, options.burnInEpochs) = (0.25, 1, 398)
    let cold = try EvidenceTraining(problem.model, on: problem.data, options: options)
    #expect(cold.posterior.settings.temperature == 0.25)
    options.temperature = 4
    let hot = try EvidenceTraining(problem.model, on: problem.data, options: options)
    #expect(cold.end.loss < hot.end.loss)
  }

  @Test("training by evidence that is stopped keeps what it reached, also before a posterior")
  func stopping() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 2)
    for (burnIn, stop) in [(0, 4), (30, 4)] {
      var options = EvidenceTrainingOptions()
      options.training.epochs = 40
      options.burnInEpochs = burnIn
      let cancellation = Cancellation()
      let training = try EvidenceTraining(
        problem.model, on: problem.data, options: options, cancellation: cancellation,
        progress: Progress { if $0.done == stop { cancellation.cancel() } })
      #expect(training.isPartial && training.losses.count == stop)
      #expect(!training.estimates.isEmpty)
      #expect(
        training.posterior.model.network.parameters != problem.model.network.parameters)
    }
    let cancelled = Cancellation()
    cancelled.cancel()
    #expect(throws: Cancelled.self) {
      try EvidenceTraining(
        problem.model, on: problem.data, options: .init(), cancellation: cancelled)
    }
  }

  @Test("options without a meaning are refused")
  func badOptions() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 2)
    var options = EvidenceTrainingOptions()
    options.training.epochs = 3
    options.burnInEpochs = 3
    #expect(throws: LaplaceError.self) {
      try EvidenceTraining(problem.model, on: problem.data, options: options)
    }
    (options.burnInEpochs, options.frequency) = (0, 0)
    #expect(throws: LaplaceError.self) {
      try EvidenceTraining(problem.model, on: problem.data, options: options)
    }
    (options.frequency, options.hyperSteps) = (1, 0)
    #expect(throws: LaplaceError.self) {
      try EvidenceTraining(problem.model, on: problem.data, options: options)
    }
    (options.hyperSteps, options.priorShape) = (nil, .parameters)
    #expect(throws: LaplaceError.priorShape(structure: "kron")) {
      try EvidenceTraining(problem.model, on: problem.data, options: options)
    }
  }
}
