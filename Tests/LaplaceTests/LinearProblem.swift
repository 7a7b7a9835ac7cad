import Curvature
import Datasets
import Laplace
import NeuralNetworks
import TestSupport
import Tensors

/// A linear regression `y = 1.5 x₁ - 0.8 x₂ + 0.3 + 0.2 ε` whose weights are at the exact maximum of the
/// posterior, so that nothing is wrong with it unless a change makes it so.
struct LinearProblem {
  /// The numbers that inputs and targets are multiplied by.
  var inputScales = [1.0, 1.0]
  var targetScale = 1.0
  /// The prior precision and the noise that the weights are a maximum under.
  var priorPrecision = 1.0
  var noise = 0.2

  /// Examples of the problem.
  func data(seed: UInt64 = 1, count: Int = 60) throws -> Dataset<Double> {
    var random = RandomStream(seed: seed)
    var inputs: [Double] = []
    var targets: [Double] = []
    for _ in 0..<count {
      let (first, second) = (random.normal(), random.normal())
      inputs += [inputScales[0] * first, inputScales[1] * second]
      targets.append(
        targetScale * (1.5 * first - 0.8 * second + 0.3 + 0.2 * random.normal()))
    }
    return try Dataset(
      inputs: Tensor(shape: [count, 2], scalars: inputs),
      targets: .values(Tensor(shape: [count, 1], scalars: targets)))
  }

  /// The model at the solution of `(h XᵀX + δ I) θ = h Xᵀ y`, X with a column of ones.
  func model() throws -> Model<Double> {
    let data = try data()
    guard case .values(let targets) = data.targets else { preconditionFailure("no targets") }
    let rows = (0..<data.count).map { [data.inputs[$0, 0], data.inputs[$0, 1], 1] }
    let scale = 1 / (noise * noise)
    var matrix = (0..<3).map { i in
      (0..<3).map { j in
        scale * rows.reduce(0) { $0 + $1[i] * $1[j] } + (i == j ? priorPrecision : 0)
      }
    }
    var right = (0..<3).map { i in
      scale * zip(rows, targets.scalars).reduce(0) { $0 + $1.0[i] * $1.1 }
    }
    // Elimination needs no exchange of rows where the matrix is positive definite.
    for pivot in 0..<3 {
      for row in 0..<3 where row != pivot {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in 0..<3 { matrix[row][column] -= factor * matrix[pivot][column] }
        right[row] -= factor * right[pivot]
      }
    }
    let weights = (0..<3).map { right[$0] / matrix[$0][$0] }
    return Model(
      try Network(
        layers: [Linear(inputs: 2, outputs: 1)], inputShape: [2],
        parameters: [
          Tensor(shape: [1, 2], scalars: [weights[0], weights[1]]), Tensor([weights[2]]),
        ]),
      likelihood: .regression)
  }

  /// How the weights came about.
  var training: TrainingConditions {
    TrainingConditions(priorPrecision: priorPrecision, noise: noise, gradientNorm: 0)
  }

  /// A posterior of a model, at the prior and the noise of the maximum unless said otherwise.
  func posterior(
    of model: Model<Double>? = nil, priorPrecision: Double? = nil,
    curvature: CurvatureKind = .generalizedGaussNewton
  ) throws -> LaplacePosterior<Double> {
    var options = LaplaceOptions()
    (options.structure, options.curvature) = (.full, curvature)
    return try LaplacePosterior(
      of: try model ?? self.model(), fittedTo: data(), options: options,
      settings: PosteriorSettings(
        priorPrecision: priorPrecision ?? self.priorPrecision, noise: noise))
  }

  /// What an examination looks at: the posterior, judged on new examples.
  func subject(
    _ posterior: LaplacePosterior<Double>? = nil, evaluatedOn evaluation: Dataset<Double>? = nil,
    knowsTraining: Bool = true, grids: [ExaminedGrid] = []
  ) throws -> ExaminationSubject<Double> {
    let posterior = try posterior ?? self.posterior()
    return try ExaminationSubject(
      posterior.model, posterior: posterior, training: knowsTraining ? training : nil,
      fittedTo: data(), evaluatedOn: evaluation ?? data(seed: 2), grids: grids)
  }
}

extension Examination {
  /// The names of the checks that found something.
  var faults: [String] { findings.filter { $0.severity > .ok }.map(\.name) }
}

extension Model<Double> {
  /// The same two-layer perceptron with more hidden units, whose weights in are given and whose weights out
  /// are zero.
  func widened(by count: Int, weight: Double = 0, bias: Double = 0) throws -> Model {
    let parameters = network.parameters
    let (width, inputs) = (parameters[0].shape[0], parameters[0].shape[1])
    let outputs = parameters[2].shape[0]
    let hidden = Tensor(
      shape: [width + count, inputs],
      scalars: parameters[0].scalars + [Double](repeating: weight, count: count * inputs))
    let biases = Tensor(parameters[1].scalars + [Double](repeating: bias, count: count))
    let last = parameters[2].spread(to: Array(0..<width), of: width + count)
    return Model(
      try Network(
        layers: [
          Linear(inputs: inputs, outputs: width + count), network.layers[1],
          Linear(inputs: width + count, outputs: outputs),
        ], inputShape: network.inputShape, parameters: [hidden, biases, last, parameters[3]]),
      likelihood: likelihood)
  }
}
