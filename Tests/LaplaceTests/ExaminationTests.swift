import Autodiff
import Curvature
import Datasets
import Laplace
import NeuralNetworks
import TestSupport
import Tensors
import Testing

/// Every fault is made in a problem that has no other, and found by its own check alone.
@Suite struct ExaminationTests {
  @Test("nothing is found in problems that are in order")
  func clean() throws {
    #expect(try Examination(of: LinearProblem().subject()).faults == [])
    let regression = try ExaminationFixture<Double>(
      .sinusoid(count: 100), sizes: [1, 8, 1], Tanh(), .regression, priorPrecision: 0.3, noise: 0.2)
    #expect(try regression.examination().faults == [])
    let classification = try ExaminationFixture<Double>(
      .blobs(count: 150, spread: 1.5), sizes: [2, 6, 3], Tanh(), .classification,
      priorPrecision: 0.3)
    #expect(try classification.examination().faults == [])
    let last = try ExaminationFixture<Float>(
      .twoMoons(count: 200, noise: 0.25), sizes: [2, 8, 2], Tanh(), .classification,
      priorPrecision: 0.3, subset: .lastLayer, structure: .kronecker())
    #expect(try last.examination().faults == [])
  }

  @Test("weights beside the maximum are found, with their distance in standard deviations")
  func maximum() throws {
    let problem = LinearProblem()
    var model = try problem.model()
    let data = try problem.data()
    let precision = DenseReference.generalizedGaussNewton(model, on: data)
    // One standard deviation of the diagonal posterior in each weight.
    let moves = (0..<3).map { 1 / (25 * precision[$0, $0] + 1).squareRoot() }
    model.network.parameters[0].scalars[0] += moves[0]
    model.network.parameters[0].scalars[1] -= moves[1]
    model.network.parameters[1].scalars[0] += moves[2]
    let examination = try Examination(
      of: problem.subject(problem.posterior(of: model)))
    #expect(examination.faults == ["maximum"])
    let finding = try #require(examination["maximum"])
    #expect(finding.severity == .warning)
    // The loss is a quadratic: the Newton step is the way back.
    let moved = model.network.flatParameters
    let square = try problem.posterior().squareNorm(of: moved)
    #expect(disagreement(finding["distance"] ?? 0, (square / 3).squareRoot()) < 1e-9)
    #expect(square > 0.5)
    // Without a posterior the diagonal says it.
    let alone = try Examination(
      of: ExaminationSubject(model, training: problem.training, fittedTo: problem.data()))
    let gradient = finiteDifferenceJacobian(at: moved) { weights in
      let loss = model.rules.negativeLogLikelihood(
        Variable(model.network.with(flatParameters: weights)(data.inputs)), data.targets)
      return [25 * loss.value.item + 0.5 * weights.reduce(0) { $0 + $1 * $1 }]
    }[0]
    let diagonal = (0..<3).reduce(0) {
      $0 + gradient[$1] * gradient[$1] / (25 * precision[$1, $1] + 1)
    }
    #expect(
      disagreement(alone["maximum"]?["distance"] ?? 0, (diagonal / 3).squareRoot()) < 1e-6)
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(disagreement(alone["maximum"]?["gradient_norm"] ?? 0, norm) < 1e-6)
  }

  @Test("weights trained under an unknown prior are told which one it was")
  func leastSquaresPrior() throws {
    var problem = LinearProblem()
    problem.priorPrecision = 100
    let subject = try problem.subject(
      problem.posterior(priorPrecision: 1), knowsTraining: false)
    let examination = try Examination(of: subject)
    #expect(examination.faults == ["maximum"])
    let finding = try #require(examination["maximum"])
    #expect(disagreement(finding["least_squares_prior"] ?? 0, 100) < 1e-9)
    #expect((finding["least_squares_residual"] ?? 1) < 1e-9)
    #expect(abs((finding["posterior_residual"] ?? 0) - 0.99) < 1e-9)
    #expect(finding.remedies.first == "prior=100")
    // The training that is known explains the weights, and the check of the prior tells the rest.
    let known = try Examination(of: problem.subject(problem.posterior(priorPrecision: 1)))
    #expect(known.faults == ["prior"])
    #expect((known["maximum"]?["distance"] ?? 1) < 1e-9)
  }

  @Test("rectifiers that are always zero are found by their layer, and nothing else with them")
  func deadUnits() throws {
    let problem = LinearProblem()
    let exact = try problem.model().network.parameters
    // A way beside the exact model that adds nothing: its rectifiers never leave zero.
    let model = Model(
      try Network<Double>(
        layers: [
          Residual(
            body: [
              Linear(inputs: 2, outputs: 3), ReLU(), Linear(inputs: 3, outputs: 2, bias: false),
            ]), Linear(inputs: 2, outputs: 1),
        ], inputShape: [2],
        parameters: [.zeros([3, 2]), .zeros([3]), .zeros([2, 3])] + exact), likelihood: .regression)
    let examination = try Examination(of: problem.subject(problem.posterior(of: model)))
    #expect(examination.faults == ["units"])
    let finding = try #require(examination["units"])
    #expect(finding["dead"] == 3 && finding["units"] == 3 && finding["dead_in_0.body.1"] == 3)
    #expect(finding.severity == .error && finding.text.contains("layer 0.body.1 (relu)"))
  }

  @Test("saturated units are dead too, in layers inside layers by their place")
  func saturatedUnits() throws {
    let network = try Network<Double>(
      layers: [
        Linear(inputs: 2, outputs: 3), Residual(body: [Sigmoid(), Linear(inputs: 3, outputs: 3)]),
        Tanh(), Linear(inputs: 3, outputs: 1),
      ], inputShape: [2], seed: 1)
    var model = Model(network, likelihood: .regression)
    model.network.parameters[0].scalars = [0, 0, 1, 0, 0, 1]
    model.network.parameters[1].scalars = [30, 0, 0]
    model.network.parameters[2].scalars = [0, 0, 0, 0, 0, 0, 0, 0, 0]
    let examination = try Examination(
      of: ExaminationSubject(model, fittedTo: LinearProblem().data()))
    let finding = try #require(examination["units"])
    #expect(finding["dead_in_1.body.0"] == 1 && finding["dead_in_2"] == 1)
    #expect(finding["units"] == 6)
  }

  @Test("a noise far from the residuals is found")
  func noise() throws {
    var problem = LinearProblem()
    problem.noise = 1
    let posterior = try problem.posterior()
    let examination = try Examination(of: problem.subject(posterior))
    #expect(examination.faults == ["noise"])
    let outputs = posterior.model.network(try problem.data().inputs)
    guard case .values(let targets) = try problem.data().targets else { return }
    let squares = zip(outputs.scalars, targets.scalars).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    let expected = (squares / (60 - (try posterior.effectiveParameters()))).squareRoot()
    #expect(disagreement(examination["noise"]?["residual_sd"] ?? 0, expected) < 1e-12)
    #expect(try Examination(ofFit: posterior, training: problem.training).faults == ["noise"])
    // Without a posterior the noise of the training is meant.
    let alone = try Examination(
      of: ExaminationSubject(
        posterior.model, training: problem.training, fittedTo: problem.data()))
    #expect(alone.faults == ["noise"])
  }

  @Test("targets and inputs without a common scale are found")
  func scales() throws {
    var targets = LinearProblem()
    (targets.targetScale, targets.noise, targets.priorPrecision) = (1000, 200, 1e-6)
    let unscaled = try Examination(of: targets.subject())
    #expect(unscaled.faults == ["targets"])
    #expect((unscaled["targets"]?["target_sd"] ?? 0) > 1000)
    var inputs = LinearProblem()
    inputs.inputScales = [1, 1000]
    let examination = try Examination(of: inputs.subject())
    #expect(examination.faults == ["inputs"])
    let columns = (0..<2).map { column in
      (0..<60).compactMap { row in try? inputs.data().inputs[row, column] }
    }
    let ranges = columns.map { ($0.max() ?? 0) - ($0.min() ?? 0) }
    #expect(
      disagreement(examination["inputs"]?["range_ratio"] ?? 0, ranges[1] / ranges[0]) < 1e-12)
  }

  @Test("a posterior's prior far from the weight decay is found")
  func prior() throws {
    var problem = LinearProblem()
    problem.priorPrecision = 0.05
    let posterior = try problem.posterior(priorPrecision: 0.8)
    let examination = try Examination(of: problem.subject(posterior))
    #expect(examination.faults == ["prior"])
    #expect(disagreement(examination["prior"]?["factor"] ?? 0, 16) < 1e-12)
    #expect(try Examination(ofFit: posterior, training: problem.training).faults == ["prior"])
  }

  @Test("a collapsed empirical Fisher is found, with the traces of both matrices")
  func fisher() throws {
    let problem = LinearProblem()
    let posterior = try problem.posterior(curvature: .empiricalFisher)
    let examination = try Examination(of: problem.subject(posterior))
    #expect(examination.faults == ["fisher"])
    let finding = try #require(examination["fisher"])
    let trace = { (matrix: Tensor<Double>) in (0..<3).reduce(0) { $0 + matrix[$1, $1] } }
    let data = try problem.data()
    let fisher = trace(DenseReference.empiricalFisher(posterior.model, on: data))
    let gaussNewton = trace(DenseReference.generalizedGaussNewton(posterior.model, on: data))
    #expect(disagreement(finding["fisher_trace"] ?? 0, fisher) < 1e-6)
    #expect(disagreement(finding["ggn_trace"] ?? 0, gaussNewton) < 1e-6)
    #expect(disagreement(finding["ratio"] ?? 0, fisher / gaussNewton) < 1e-6)
  }

  @Test("a prior far below the top of the evidence is found, with both evidences")
  func evidence() throws {
    var problem = LinearProblem()
    problem.priorPrecision = 40
    let posterior = try problem.posterior()
    let examination = try Examination(of: problem.subject(posterior))
    #expect(examination.faults == ["evidence"])
    let finding = try #require(examination["evidence"])
    #expect(finding["evidence"] == (try posterior.marginalLikelihood().value))
    let value = { (prior: Double) in
      try posterior.with(PosteriorSettings(priorPrecision: prior, noise: 0.2))
        .marginalLikelihood().value
    }
    let best = try #require(finding["best_prior"])
    #expect(disagreement(finding["best_evidence"] ?? 0, try value(best)) < 1e-12)
    for factor in [0.9, 0.99, 1.01, 1.1] { #expect(try value(best) > value(factor * best)) }
  }

  @Test("a grid whose best point lies at its edge is found")
  func gridEdge() throws {
    let problem = LinearProblem()
    let posterior = try problem.posterior()
    let grid = { (priors: [Double]) in
      ExaminedGrid(
        name: "g1",
        grid: try SettingsGrid(of: posterior, over: .init(of: posterior, priorPrecisions: priors)))
    }
    let wide = try grid([0.01, 0.1, 1, 10, 100])
    let narrow = try grid([0.001, 0.01, 0.1])
    #expect(try Examination(of: problem.subject(posterior, grids: [wide])).faults == [])
    let examination = try Examination(of: problem.subject(posterior, grids: [wide, narrow]))
    #expect(examination.faults == ["grid"])
    #expect(examination["grid"]?["best_prior"] == 0.1)
  }

  @Test("data of the fit, whole or in part, is found among the data that judges")
  func reusedData() throws {
    let problem = LinearProblem()
    let data = try problem.data()
    let same = try Examination(of: problem.subject(evaluatedOn: data))
    #expect(same.faults == ["evaluation"] && same["evaluation"]?.severity == .note)
    #expect(same["duplicates"] == nil)
    let mixed = try problem.data(seed: 2, count: 20).appending(data.selecting([3, 5, 7]))
    let examination = try Examination(of: problem.subject(evaluatedOn: mixed))
    #expect(examination.faults == ["duplicates"])
    #expect(examination["duplicates"]?["duplicates"] == 3)
    #expect(examination["duplicates"]?.severity == .warning)
  }

  @Test("weights that are no numbers leave nothing else to ask")
  func notFinite() throws {
    let problem = LinearProblem()
    var model = try problem.model()
    model.network.parameters[0].scalars[1] = .nan
    let examination = try Examination(of: ExaminationSubject(model, fittedTo: problem.data()))
    #expect(examination.findings.map(\.name) == ["weights"])
    #expect(examination.verdict == .error && examination["weights"]?["not_finite"] == 1)
  }

  @Test("predictions no better than the mean of the targets are found")
  func regressionSkill() throws {
    let problem = LinearProblem()
    let data = try problem.data(seed: 2)
    guard case .values(let targets) = data.targets else { return }
    let reversed = try Dataset(inputs: data.inputs, targets: .values(-1 * targets))
    let examination = try Examination(of: problem.subject(evaluatedOn: reversed))
    #expect(examination.faults == ["skill"])
    #expect((examination["skill"]?["r2"] ?? 1) < 0)
  }
}
