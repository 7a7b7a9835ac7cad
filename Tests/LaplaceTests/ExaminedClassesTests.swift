import Curvature
import Datasets
import Laplace
import LinearAlgebra
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct ExaminedClassesTests {
  /// A logistic regression of two classes with `counts` examples around `±distance`, at its maximum.
  private func subject(
    counts: [Int], distance: Double, priorPrecision: Double,
    relabelling: ((Int) -> Int)? = nil
  ) throws -> ExaminationSubject<Double> {
    let data = { (seed: UInt64) in
      var random = RandomStream(seed: seed)
      let labels = counts.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
      let inputs = labels.flatMap { label in
        [random.normal() + (label == 0 ? -distance : distance), random.normal()]
      }
      return try Dataset(
        inputs: Tensor(shape: [labels.count, 2], scalars: inputs),
        targets: .classes(labels, classCount: 2))
    }
    let network = try Network<Double>(
      layers: [Linear(inputs: 2, outputs: 2)], inputShape: [2], seed: 1)
    var options = TrainingOptions()
    (options.epochs, options.learningRate, options.schedule) = (3000, 2e-2, .cosine)
    options.priorPrecision = priorPrecision
    let training = try Training(
      Model(network, likelihood: .classification), on: data(1), options: options)
    var evaluation = try data(2)
    if let relabelling, case .classes(let labels, let count) = evaluation.targets {
      evaluation = try Dataset(
        inputs: evaluation.inputs,
        targets: .classes(labels.map(relabelling), classCount: count))
    }
    let posterior = try LaplacePosterior(
      of: training.model, fittedTo: data(1),
      settings: PosteriorSettings(priorPrecision: priorPrecision))
    return try ExaminationSubject(
      training.model, posterior: posterior,
      training: TrainingConditions(
        priorPrecision: priorPrecision, noise: 1, gradientNorm: training.gradientNorm),
      fittedTo: data(1), evaluatedOn: evaluation)
  }

  @Test("a model that predicts the majority alone is found, once")
  func majorityOnly() throws {
    let subject = try subject(counts: [95, 5], distance: 0, priorPrecision: 0.5)
    let examination = try Examination(of: subject)
    #expect(examination.faults == ["classes"])
    let finding = try #require(examination["classes"])
    #expect(finding.severity == .warning && finding["predicted_classes"] == 1)
    #expect(disagreement(finding["majority_share"] ?? 0, 0.95) < 1e-12)
    #expect(finding["imbalance"] == 19)
  }

  @Test("classes that are rare but learned are worth a note")
  func imbalance() throws {
    let examination = try Examination(
      of: subject(counts: [120, 8], distance: 2, priorPrecision: 0.3))
    #expect(examination.faults == ["classes"])
    #expect(examination["classes"]?.severity == .note)
    #expect((examination["skill"]?["accuracy"] ?? 0) > 120.0 / 128)
  }

  @Test("an accuracy no better than the majority is found")
  func skill() throws {
    let subject = try subject(
      counts: [60, 40], distance: 1.5, priorPrecision: 0.3, relabelling: { 1 - $0 })
    let examination = try Examination(of: subject)
    #expect(examination.faults == ["skill"])
    let evaluation = try #require(subject.evaluation)
    guard case .classes(let labels, _) = evaluation.targets else { return }
    let outputs = subject.model.network(evaluation.inputs)
    let right = labels.indices.count {
      (outputs[$0, 1] > outputs[$0, 0] ? 1 : 0) == labels[$0]
    }
    #expect(examination["skill"]?["accuracy"] == Double(right) / 100)
    #expect(examination["skill"]?["baseline"] == 0.6)
  }

  @Test("negative curvature is told against the prior, down to where there is no posterior")
  func negativeCurvature() throws {
    let fixture = try ExaminationFixture<Double>(
      .sinusoid(count: 100), sizes: [1, 6, 1], Tanh(), .regression, priorPrecision: 0.3, noise: 0.2)
    // Units that are zero in and out stand at a saddle of the loss: they can grow to either side.
    let model = try fixture.training.model.widened(by: 1)
    var options = LaplaceOptions()
    (options.structure, options.curvature) = (.full, .hessian)
    let examination = { (prior: Double) in
      let posterior = try LaplacePosterior(
        of: model, fittedTo: fixture.data, options: options,
        settings: PosteriorSettings(priorPrecision: prior, noise: 0.2))
      return try Examination(
        of: ExaminationSubject(
          model, posterior: posterior, training: fixture.conditions, fittedTo: fixture.data,
          evaluatedOn: fixture.evaluation))
    }
    let found = try examination(0.3)
    #expect(found.faults == ["curvature"])
    let smallest = try #require(found["curvature"]?["smallest_eigenvalue"])
    let hessian = DenseReference.hessian(model, on: fixture.data)
    let expected = 25 * (try SymmetricEigen(hessian).values.min() ?? 0)
    #expect(smallest < 0 && disagreement(smallest, expected) < 1e-3)
    #expect(
      disagreement(found["curvature"]?["share_of_prior"] ?? 0, -smallest / 0.3) < 1e-12)
    let none = try #require(try examination(-0.5 * smallest)["curvature"])
    #expect(none.severity == .error)
  }

  @Test(
    "every likelihood in both precisions is asked what has a meaning for it",
    arguments: [
      LikelihoodKind.regression, .scaledRegression(noises: [0.5, 2]), .classification, .binary,
      .heteroscedastic, .reward,
    ])
  func likelihoods(likelihood: LikelihoodKind) throws {
    let double = try names(TinyProblem<Double>(likelihood, seed: 2, count: 30))
    #expect(try names(TinyProblem<Float>(likelihood, seed: 2, count: 30)) == double)
    var expected = [
      "weights", "maximum", "units", "inputs", "prior", "fisher", "evidence", "evaluation", "skill",
    ]
    if likelihood.isRegression { expected.append("targets") }
    if likelihood.rules.hasObservationNoise { expected.append("noise") }
    if likelihood == .classification || likelihood == .binary { expected.append("classes") }
    // One who predicts a single class is told so, and not once more.
    #expect(Set(expected).subtracting(double).isSubset(of: ["skill"]))
    #expect(Set(double).isSubset(of: expected))
  }

  private func names<Scalar>(_ problem: TinyProblem<Scalar>) throws -> [String] {
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings())
    let examination = try Examination(
      of: ExaminationSubject(
        problem.model, posterior: posterior,
        training: TrainingConditions(priorPrecision: 1, noise: 1, gradientNorm: 1),
        fittedTo: problem.data, evaluatedOn: problem.data))
    for finding in examination.findings {
      #expect(finding.figures.allSatisfy { !$0.value.isNaN }, "\(finding)")
      #expect(finding.text.hasSuffix("."))
    }
    return examination.findings.map(\.name)
  }
}
