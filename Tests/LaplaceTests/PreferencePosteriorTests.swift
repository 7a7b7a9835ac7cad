import Curvature
import Datasets
import Laplace
import NeuralNetworks
import TestSupport
import Tensors
import Testing

private let seeds = 0..<6 as Range<UInt64>
private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .kronecker(.reduce), .eigenvalueCorrected(), .diagonal,
  .lowRank(rank: 30),
]
private let kinds: [CurvatureKind] = [
  .generalizedGaussNewton, .monteCarloFisher(samples: 2, seed: 3), .empiricalFisher, .hessian,
]

/// Scores learned from pairs of items of which one is preferred.
@Suite struct PreferencePosteriorTests {
  @Test(
    "a reward is the classification of a network that scores two positions", arguments: seeds,
    kinds)
  func equivalentClassification(seed: UInt64, kind: CurvatureKind) throws {
    let problem = try TinyProblem<Double>(.reward, seed: seed, count: 7)
    let network = problem.model.network
    let pairs = Model(
      try Network(
        layers: network.layers + [Flatten()], inputShape: problem.model.exampleShape,
        parameters: network.parameters), likelihood: .classification)
    for subset in [WeightSubset.all, .lastLayer, .indices([0, 3, 4, network.layout.count - 1])] {
      for structure in structures {
        var options = LaplaceOptions()
        (options.subset, options.structure, options.curvature) = (subset, structure, kind)
        let settings = try PosteriorSettings(priorPrecision: 20)
        let fit = { (model: Model<Double>) in
          try LaplacePosterior(
            of: model, fittedTo: problem.data, options: options, settings: settings)
        }
        do {
          let (found, expected) = (try fit(problem.model), try fit(pairs))
          #expect(disagreement(found.loss, expected.loss) < 1e-12)
          let (one, other) = (try found.marginalLikelihood(), try expected.marginalLikelihood())
          #expect(disagreement(one.value, other.value) < 1e-10)
          let (mine, theirs) = (
            try found.linearizedPredictive(at: problem.data.inputs),
            try expected.linearizedPredictive(at: problem.data.inputs)
          )
          #expect(disagreement(mine.mean.scalars, theirs.mean.scalars) < 1e-12)
          #expect(disagreement(mine.covariance.scalars, theirs.covariance.scalars) < 1e-9)
        } catch is CurvatureError {
          #expect(throws: CurvatureError.self) { try fit(pairs) }
        }
      }
    }
  }

  @Test("exchanging the items of pairs, and their labels, changes nothing", arguments: seeds)
  func exchange(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.reward, seed: seed)
    guard case .classes(let labels, _) = problem.data.targets else { return }
    let stays = labels.indices.map { $0.isMultiple(of: 3) }
    let places = labels.indices.flatMap { (row: Int) -> [Int] in
      let pair = [2 * row, 2 * row + 1]
      return stays[row] ? pair : pair.reversed()
    }
    let answers = zip(labels, stays).map { label, stays in stays ? label : 1 - label }
    let shape = problem.data.inputs.shape
    let items = problem.data.inputs.reshaped([2 * shape[0], shape[2]])
    let exchanged = try Dataset(
      inputs: items.selecting(places).reshaped(shape),
      targets: .classes(answers, classCount: 2))
    for kind in [CurvatureKind.generalizedGaussNewton, .empiricalFisher, .hessian] {
      for structure in structures where !(kind == .hessian && structure != .full) {
        var options = LaplaceOptions()
        (options.structure, options.curvature) = (structure, kind)
        let settings = try PosteriorSettings(priorPrecision: 20)
        let posteriors = try [problem.data, exchanged].map {
          try LaplacePosterior(
            of: problem.model, fittedTo: $0, options: options, settings: settings)
        }
        let evidences = try posteriors.map { try $0.marginalLikelihood().value }
        #expect(disagreement(evidences[1], evidences[0]) < 1e-10)
        let variances = try posteriors.map {
          try $0.linearizedPredictive(at: problem.probes).variance.scalars
        }
        #expect(disagreement(variances[1], variances[0]) < 1e-9)
      }
    }
  }

  @Test("a constant added to all scores changes nothing", arguments: seeds.filter { $0 % 5 != 4 })
  func constant(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.reward, seed: seed)
    let bias = problem.model.network.layout.count - 1
    var shifted = problem.model
    shifted.network.parameters[3].scalars[0] += 7
    for kind in kinds {
      let matrices = try [problem.model, shifted].map { model in
        let all = try WeightSubset.all.selection(in: model, on: problem.data)
        let estimate = try CurvatureEstimate(
          of: model, on: problem.data, kind: kind, selection: all, structures: [.full])
        return (estimate.loss, try #require(estimate.sums[0].denseMatrix))
      }
      #expect(disagreement(matrices[1].0, matrices[0].0) < 1e-12)
      #expect(disagreement(matrices[1].1.scalars, matrices[0].1.scalars) < 1e-10)
      let largest = matrices[0].1.scalars.map(abs).max() ?? 0
      for other in 0...bias { #expect(abs(matrices[0].1[bias, other]) < 1e-12 * largest) }
    }
  }

  @Test("the two scores of a pair have the joint covariance of its items", arguments: seeds)
  func pairs(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.reward, seed: seed)
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings(priorPrecision: 0.5))
    let pair = problem.probes.slice(1..<3)
    let joint = try posterior.jointCovariance(at: pair)
    let found = try posterior.linearizedPredictive(at: pair.reshaped([1] + pair.shape))
    #expect(disagreement(found.covariance.scalars, joint.scalars) < 1e-10)
    #expect(disagreement(found.mean.scalars, problem.model.network(pair).scalars) < 1e-12)
    let difference = found.difference
    let variance = joint[0, 0] + joint[1, 1] - 2 * joint[0, 1]
    #expect(abs(difference.variance.scalars[0] - variance) < 1e-10 * joint[0, 0])
    #expect(difference.mean.scalars[0] == found.mean[0, 0] - found.mean[0, 1])
  }

  @Test("training learns the order of preferences, and doubts it away from the data")
  func training() throws {
    let data = try Generator.preferences(count: 400, inputs: 1).dataset(seed: 1)
    let model = Model(
      try Network<Double>.perceptron(sizes: [1, 16, 1], activation: Tanh(), seed: 1),
      likelihood: .reward)
    var options = TrainingOptions()
    (options.epochs, options.learningRate, options.priorPrecision) = (600, 0.02, 0.1)
    let trained = try Training(model, on: data, options: options).model
    let clean = try Generator.preferences(count: 500, inputs: 1, noise: 0).dataset(seed: 2)
    guard case .classes(let labels, _) = clean.targets else { return }
    let scores = trained.network(clean.inputs).reshaped([500, 2])
    let right = labels.indices.count { row in
      (scores[row, 0] >= scores[row, 1] ? 0 : 1) == labels[row]
    }
    #expect(right > 460)
    for subset in [WeightSubset.all, .lastLayer] {
      var options = LaplaceOptions()
      (options.subset, options.structure) = (subset, .full)
      let posterior = try LaplacePosterior(
        of: trained, fittedTo: data, options: options,
        settings: PosteriorSettings(priorPrecision: 0.1))
      // Differences from the score of 0, where the constant in all scores drops out.
      let points: [Double] = [1, 2, 6, 9]
      let pairs = Tensor(shape: [4, 2, 1], scalars: points.flatMap { [$0, 0] })
      let variances = try posterior.linearizedPredictive(at: pairs).difference.variance.scalars
      #expect(variances[2] > 2 * variances[1] && variances[3] > variances[2])
    }
  }

  @Test("data that are no pairs, or no preferences, are refused in words")
  func refused() throws {
    let problem = try TinyProblem<Double>(.reward, seed: 1)
    let width = problem.probes.shape[1]
    let items = problem.probes
    let pairs = problem.data.inputs
    let wrong: [(Tensor<Double>, Targets)] = [
      (items, .classes([0, 1, 0, 1], classCount: 2)),
      (pairs, .classes((0..<9).map { $0 % 3 }, classCount: 3)), (pairs, .values(.zeros([9, 1]))),
      (pairs, .none), (randomTensor([9, 3, width], seed: 1), problem.data.targets),
    ]
    for (inputs, targets) in wrong {
      let data = try Dataset(inputs: inputs, targets: targets)
      #expect(throws: NetworkError.self) { try problem.model.check(data) }
      #expect(throws: NetworkError.self) {
        try LaplacePosterior(
          of: problem.model, fittedTo: data, settings: PosteriorSettings())
      }
    }
    let single = try Dataset(inputs: items, targets: .classes([0, 1, 0, 1], classCount: 2))
    #expect {
      try problem.model.check(single)
    } throws: { "\($0)".contains("2x\(width)") && "\($0)".contains("reward") }
    #expect(throws: NetworkError.self) {
      try problem.model.check(inputs: randomTensor([2, 3, width], seed: 1))
    }
  }
}
