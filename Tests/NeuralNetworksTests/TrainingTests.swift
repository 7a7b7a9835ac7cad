import Autodiff
import Datasets
import NeuralNetworks
import Parallelism
import TestSupport
import Tensors
import Testing

@Suite struct TrainingTests {
  @Test(
    "a linear regression is trained to its closed-form maximum", arguments: OptimizerKind.allCases)
  func linearRegression(optimizer: OptimizerKind) throws {
    let inputs = randomTensor([20, 2], seed: 1)
    let targets = randomTensor([20, 1], seed: 2)
    let data = try Dataset(inputs: inputs, targets: .values(targets))
    var options = TrainingOptions()
    options.optimizer = optimizer
    options.learningRate = optimizer == .adam ? 0.02 : 0.1
    options.epochs = 3000
    options.priorPrecision = 0.7
    options.noise = 0.5
    let network = try Network<Double>.perceptron(
      sizes: [2, 1], activation: Tanh(), bias: false, seed: 3)
    let training = try Training(
      Model(network, likelihood: .regression), on: data, options: options)
    // (XᵀX/σ² + δ I) w = Xᵀy/σ²
    var normal = (1 / 0.25) * inputs.gram()
    for index in 0..<2 { normal.scalars[index * 3] += 0.7 }
    let right = 4 * inputs.matrixProduct(targets, transposingSelf: true)
    let expected = DenseMatrix.product(DenseMatrix.inverse(normal).matrix, right)
    let found = training.model.network.parameters[0].scalars
    #expect(disagreement(found, expected.scalars) < 1e-5)
    #expect(training.gradientNorm < 1e-3)
    #expect(training.losses.count == 3000)
    #expect(!training.isPartial)
  }

  @Test("a falling step size settles closer to the maximum than a constant one")
  func schedule() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 5)
    var options = TrainingOptions()
    options.epochs = 400
    options.learningRate = 0.1
    options.batchSize = 3
    let constant = try Training(problem.model, on: problem.data, options: options)
    options.schedule = .cosine
    let cosine = try Training(problem.model, on: problem.data, options: options)
    #expect(cosine.gradientNorm < 0.2 * constant.gradientNorm)
    #expect(Schedule.cosine.scale(epoch: 0, of: 10) == 1)
    #expect(Schedule.cosine.scale(epoch: 10, of: 10) == 0)
  }

  @Test("a cancelled training keeps the weights it has")
  func cancellation() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 3)
    let cancellation = Cancellation()
    let progress = Progress { if $0.done == 5 { cancellation.cancel() } }
    let training = try Training(
      problem.model, on: problem.data, options: TrainingOptions(), cancellation: cancellation,
      progress: progress)
    #expect(training.isPartial)
    #expect(training.losses.count == 5)
    #expect(training.model.network.flatParameters != problem.model.network.flatParameters)
    #expect(training.loss < training.losses[0])
  }

  @Test("the seed fixes the order of the batches and so the result")
  func repeatability() throws {
    let problem = try TinyProblem<Float>(.classification, seed: 4)
    var options = TrainingOptions()
    options.epochs = 20
    options.batchSize = 2
    let first = try Training(problem.model, on: problem.data, options: options)
    let second = try Training(problem.model, on: problem.data, options: options)
    options.seed = 1
    let other = try Training(problem.model, on: problem.data, options: options)
    #expect(first.model.network.parameters == second.model.network.parameters)
    #expect(first.model.network.parameters != other.model.network.parameters)
  }

  @Test("every likelihood is trained to where its gradient vanishes", arguments: kinds)
  func likelihoods(kind: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(kind, seed: 2, count: 12)
    var options = TrainingOptions()
    options.epochs = 1500
    options.schedule = .cosine
    options.learningRate = 0.03
    let training = try Training(problem.model, on: problem.data, options: options)
    #expect(training.gradientNorm < 1e-3)
    let penalties = [problem.model, training.model].map { model in
      0.5 * options.priorPrecision * model.network.flatParameters.reduce(0) { $0 + $1 * $1 }
    }
    #expect(training.loss + penalties[1] < training.losses[0] + penalties[0])
  }

  static let kinds = LikelihoodKind.allCases + [.scaledRegression(noises: [0.3, 2, 1])]

  @Test("networks with chance and batch statistics train the same way from the same seed")
  func chance() throws {
    let layers: [any Layer] = [
      Linear(inputs: 4, outputs: 8), BatchNorm(channels: 8), ReLU(), Dropout(probability: 0.2),
      Linear(inputs: 8, outputs: 3),
    ]
    let data: Dataset<Double> = try EmbeddedTable.iris.dataset()
    let network = try Network<Double>(layers: layers, inputShape: [4], seed: 1)
    let model = Model(network, likelihood: .classification)
    var options = TrainingOptions()
    options.epochs = 60
    // The last batch of an epoch has a single example.
    options.batchSize = 149
    options.priorPrecision = 0.1
    let first = try Training(model, on: data, options: options)
    let second = try Training(model, on: data, options: options)
    #expect(first.losses == second.losses)
    #expect(first.model.network.parameters == second.model.network.parameters)
    #expect(first.model.network.statistics == second.model.network.statistics)
    #expect(first.model.network.statistics != network.statistics)
    options.seed = 9
    let other = try Training(model, on: data, options: options)
    #expect(first.losses != other.losses)

    // The loss at the end is that of an evaluation.
    let outputs = Variable(first.model.network(data.inputs))
    let loss = CategoricalLikelihood().negativeLogLikelihood(outputs, data.targets).value.item
    #expect(abs(first.loss - loss) < 1e-9 * loss)
    #expect(first.loss < first.losses[0] / 2)
  }

  @Test("frozen tensors do not move, nor count in the gradient", arguments: OptimizerKind.allCases)
  func frozen(optimizer: OptimizerKind) throws {
    let problem = try TinyProblem<Double>(.regression, seed: 2)
    let model = try problem.model.freezing(tensors: ["2.bias"], modules: ["0"])
    #expect(model.frozen == [0, 1, 3])
    #expect(model.frozenNames == ["0.weight", "0.bias", "2.bias"])
    var options = TrainingOptions()
    options.optimizer = optimizer
    options.epochs = 4000
    let training = try Training(model, on: problem.data, options: options)
    let found = training.model.network.parameters
    for index in model.frozen { #expect(found[index] == model.network.parameters[index]) }
    #expect(found[2] != model.network.parameters[2])
    #expect(training.model.frozen == model.frozen)
    #expect(training.gradientNorm < 1e-3)
    let all = try model.freezing(modules: ["2"])
    let still = try Training(all, on: problem.data, options: options)
    #expect(still.model.network.parameters == model.network.parameters)
    #expect(still.gradientNorm == 0)
    #expect(try model.converted(to: Float.self).frozen == model.frozen)
    #expect(model.thawed().frozen.isEmpty)
  }

  @Test("names that are not there are told with those that are")
  func unknownNames() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 2)
    #expect {
      try problem.model.freezing(tensors: ["1.bias"])
    } throws: { error in
      "\(error)".contains("'1.bias'") && "\(error)".contains("0.weight, 0.bias, 2.weight")
    }
    for module in ["1", "", "0.", "0.w"] {
      #expect {
        try problem.model.freezing(modules: [module])
      } throws: { "\($0)".contains("there are 0, 2") }
    }
  }

  @Test("data of another width is refused")
  func widthMismatch() throws {
    let problem = try TinyProblem<Double>(.regression, seed: 0)
    let wide = try Dataset(
      inputs: randomTensor([3, 7], seed: 0), targets: .values(.zeros([3, 2])))
    #expect(throws: NetworkError.unexpectedData(expected: [2], found: [7])) {
      try Training(problem.model, on: wide, options: TrainingOptions())
    }
  }
}
