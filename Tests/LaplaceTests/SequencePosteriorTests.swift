import Curvature
import Datasets
import Laplace
import NeuralNetworks
import Parallelism
import TestSupport
import Tensors
import Testing

private let seeds = 0..<6 as Range<UInt64>

/// Classes at several positions of an example, against the same positions as examples of their own.
@Suite struct SequencePosteriorTests {
  @Test("the loss and its gradient are sums over labelled positions", arguments: seeds)
  func gradients(seed: UInt64) throws {
    let problem = try SequenceProblem(seed: seed)
    let (model, data) = try problem.flattened()
    let objective = Objective(noise: 1)
    let found = try #require(
      objective.lossAndGradient(
        of: problem.model, on: problem.data, rows: [0, 1, 2, 3], cancellation: Cancellation()))
    let expected = try #require(
      objective.lossAndGradient(
        of: model, on: data, rows: Array(0..<data.count), cancellation: Cancellation()))
    #expect(disagreement(found.loss, expected.loss) < 1e-12)
    for (one, other) in zip(found.gradients, expected.gradients) {
      #expect(disagreement(one.scalars, other.scalars) < 1e-12)
    }
  }

  @Test(
    "evidence and predictions are those of the positions as examples", arguments: seeds,
    [HessianStructure.full, .blockDiagonal, .kronecker(), .lowRank(rank: 30)])
  func posterior(seed: UInt64, structure: HessianStructure) throws {
    let problem = try SequenceProblem(seed: seed)
    let (model, data) = try problem.flattened()
    for subset in [WeightSubset.all, .lastLayer] {
      var options = LaplaceOptions()
      (options.subset, options.structure) = (subset, structure)
      let settings = try PosteriorSettings(priorPrecision: 0.3)
      let found = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: settings)
      let expected = try LaplacePosterior(
        of: model, fittedTo: data, options: options, settings: settings)
      #expect(disagreement(found.loss, expected.loss) < 1e-12)
      // The input factor of expanded Kronecker products is a mean over all positions, labelled or not.
      if case .kronecker = structure { continue }
      let (one, other) = (try found.marginalLikelihood(), try expected.marginalLikelihood())
      #expect(disagreement(one.value, other.value) < 1e-9)

      let probes = problem.data.inputs.slice(0..<2)
      let marginals = try found.linearizedPredictive(at: probes).marginals(positionCount: 3)
      let single = try expected.linearizedPredictive(at: probes.reshaped([6, 2]))
      #expect(disagreement(marginals.mean.scalars, single.mean.scalars) < 1e-12)
      #expect(disagreement(marginals.covariance.scalars, single.covariance.scalars) < 1e-8)
    }
  }

  @Test("Kronecker factors of fully labelled positions are those of as many examples")
  func kronecker() throws {
    let problem = try SequenceProblem(seed: 2, ignoring: false)
    let (model, data) = try problem.flattened()
    let evidences = try [(problem.model, problem.data), (model, data)].map { model, data in
      try LaplacePosterior(of: model, fittedTo: data, settings: PosteriorSettings())
        .marginalLikelihood().value
    }
    #expect(disagreement(evidences[0], evidences[1]) < 1e-10)
  }

  @Test("training learns the class of every position")
  func training() throws {
    let problem = try SequenceProblem(seed: 3, count: 60)
    // The class says which of the two inputs is larger, or that they are nearly equal.
    let labels = (0..<180).map { place -> Int in
      let difference =
        problem.data.inputs.scalars[2 * place] - problem.data.inputs.scalars[2 * place + 1]
      if place % 7 == 0 { return Targets.ignoredLabel }
      return abs(difference) < 0.5 ? 1 : difference > 0 ? 2 : 0
    }
    let data = try Dataset(
      inputs: problem.data.inputs, targets: .sequences(labels, length: 3, classCount: 3))
    var options = TrainingOptions()
    (options.epochs, options.learningRate, options.priorPrecision) = (400, 0.05, 1e-3)
    let trained = try Training(problem.model, on: data, options: options).model
    let outputs = trained.network(data.inputs).reshaped([180, 3])
    let right = labels.indices.filter { place in
      let row = outputs.slice(place..<place + 1).scalars
      return labels[place] >= 0 && row[labels[place]] == row.max()
    }
    #expect(Double(right.count) > 0.93 * Double(labels.count { $0 >= 0 }))
  }
}
