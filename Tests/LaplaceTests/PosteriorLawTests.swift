import Curvature
import Datasets
import Laplace
import NeuralNetworks
import RealModule
import TestSupport
import Tensors
import Testing

private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal, .lowRank(rank: 5),
  .functional(),
]
private let seeds = 0..<10 as Range<UInt64>

@Suite struct PosteriorLawTests {
  @Test(
    "evidence and predictions are those of the dense posterior precision", arguments: seeds,
    structures)
  func denseReference(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .classification, .reward] {
      for subset in [WeightSubset.all, .lastLayer] {
        let problem = try TinyProblem<Double>(likelihood, seed: seed)
        let posterior = try problem.posterior(structure, subset)
        let dense = try dense(posterior)
        let (inverse, logDeterminant) = DenseMatrix.inverse(dense)
        let evidence = try posterior.marginalLikelihood()
        #expect(
          abs(evidence.logPosteriorDeterminant - logDeterminant) < 1e-8 * (1 + abs(logDeterminant)))
        #expect(
          evidence.value == evidence.logLikelihood
            - 0.5 * (evidence.logDeterminantRatio + evidence.scatter))

        let rows = try jacobianRows(problem, subset)
        let expected = DenseMatrix.product(DenseMatrix.product(rows, inverse), rows.transposed())
        let joint = try posterior.jointCovariance(at: problem.probes)
        #expect(disagreement(joint.scalars, expected.scalars) < 1e-6)
        let predictive = try posterior.linearizedPredictive(at: problem.probes)
        let outputs = problem.model.network.outputCount
        for probe in 0..<4 {
          for i in 0..<outputs {
            for j in 0..<outputs {
              let found = predictive.covariance.scalars[(probe * outputs + i) * outputs + j]
              let whole = joint[probe * outputs + i, probe * outputs + j]
              #expect(abs(found - whole) < 1e-9 * (1 + abs(whole)))
            }
          }
        }
      }
    }
  }

  @Test("the effective parameters are the slope of the evidence's determinant", arguments: seeds)
  func effectiveParameters(seed: UInt64) throws {
    for structure in structures {
      let posterior = try TinyProblem<Double>(.classification, seed: seed).posterior(
        structure, .all)
      let ratio = { (logPrior: Double) in
        try posterior.with(PosteriorSettings(priorPrecision: .exp(logPrior)))
          .marginalLikelihood().logDeterminantRatio
      }
      let at = Double.log(0.7)
      let slope = -(try ratio(at + 1e-5) - ratio(at - 1e-5)) / 2e-5
      let found = try posterior.with(PosteriorSettings(priorPrecision: 0.7)).effectiveParameters()
      #expect(disagreement(found, slope) < 1e-6)
      #expect(found > 0 && found < Double(posterior.parameterCount))
    }
  }

  @Test("sums over a long spectrum are those over its eigenvalues", arguments: seeds)
  func longSpectra(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let problem = try TinyProblem<Double>(.regression, seed: seed)
    let network = try Network<Double>.perceptron(
      sizes: [3, 200, 2], activation: Tanh(), seed: seed)
    let inputs = Tensor(shape: [20, 3], scalars: (0..<60).map { _ in 3 * random.normal() })
    let targets = Tensor(shape: [20, 2], scalars: (0..<40).map { _ in random.normal() })
    var options = LaplaceOptions()
    options.structure = .diagonal
    let fitted = try LaplacePosterior(
      of: Model(network, likelihood: problem.model.likelihood),
      fittedTo: Dataset(inputs: inputs, targets: .values(targets)), options: options,
      settings: PosteriorSettings())
    let eigenvalues = try fitted.curvatureEigenvalues()
    #expect(eigenvalues.count > 1024)
    for exponent in stride(from: -9.0, through: 9, by: 1.5) {
      let prior = Double.exp10(exponent)
      let posterior = try fitted.with(PosteriorSettings(priorPrecision: prior))
      let ratio = eigenvalues.reduce(0) { $0 + .log(onePlus: $1 / prior) }
      let effective = eigenvalues.reduce(0) { $0 + $1 / ($1 + prior) }
      #expect(
        disagreement(try posterior.marginalLikelihood().logDeterminantRatio, ratio) < 1e-13)
      #expect(disagreement(try posterior.effectiveParameters(), effective) < 1e-13)
    }
  }

  @Test("the variance falls as the prior precision rises", arguments: seeds)
  func variancesFall(seed: UInt64) throws {
    for structure in structures {
      let problem = try TinyProblem<Double>(.regression, seed: seed)
      let fitted = try problem.posterior(structure, .all)
      var last = [Double](repeating: .infinity, count: 4 * problem.model.network.outputCount)
      for prior in [1e-3, 1, 1e3] {
        let variance = try fitted.with(PosteriorSettings(priorPrecision: prior))
          .linearizedPredictive(at: problem.probes).variance.scalars
        #expect(zip(variance, last).allSatisfy { $0 < $1 && $0 > 0 })
        last = variance
      }
    }
  }

  @Test("an overwhelming prior leaves the trained network", arguments: seeds)
  func overwhelmingPrior(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let predictive = try problem.posterior(.full, .all)
      .with(PosteriorSettings(priorPrecision: 1e14)).linearizedPredictive(at: problem.probes)
    let expected = problem.model.network(problem.probes).softmax()
    let found = try LinkApproximation.probit.probabilities(of: predictive)
    #expect(disagreement(found.scalars, expected.scalars) < 1e-8)
  }

  @Test("a grid is what each of its points is alone", arguments: seeds)
  func grid(seed: UInt64) throws {
    let posterior = try TinyProblem<Double>(.regression, seed: seed).posterior(.kronecker(), .all)
    let grid = try SettingsGrid(
      of: posterior,
      over: .init(
        of: posterior, priorPrecisions: [0.01, 0.1, 1, 10], noises: [0.5, 1], temperatures: [1, 2]))
    #expect(grid.points.count == 16)
    for point in grid.points {
      let alone = try posterior.with(point.settings)
      #expect(point.evidence == (try alone.marginalLikelihood().value))
    }
    let best = try #require(grid.best(by: .evidence))
    #expect(grid.points.allSatisfy { $0.evidence <= grid.points[best].evidence })
  }

  @Test("an optimum at the end of an axis is reported as one")
  func edgeOfGrid() throws {
    let posterior = try TinyProblem<Double>(.regression, seed: 1).posterior(.full, .all)
    let wide = try SettingsGrid(
      of: posterior,
      over: .init(of: posterior, priorPrecisions: (-8...8).map { .exp(Double($0)) }))
    #expect(!wide.isBestAtEdge(by: .evidence))
    let place = try #require(wide.best(by: .evidence))
    let best = try #require(wide.points[place].settings.priorPrecision.scalar)
    let narrow = try SettingsGrid(
      of: posterior, over: .init(of: posterior, priorPrecisions: [best * 10, best * 20, best * 30]))
    #expect(narrow.best(by: .evidence) == 0)
    #expect(narrow.isBestAtEdge(by: .evidence))
  }

  @Test("several structures from one sweep are what each is alone", arguments: seeds)
  func oneSweep(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let together = try LaplacePosterior.posteriors(
      of: problem.model, fittedTo: problem.data, structures: structures,
      settings: PosteriorSettings())
    for posterior in together {
      let alone = try problem.posterior(posterior.options.structure, .all)
        .with(PosteriorSettings())
      #expect(try posterior.marginalLikelihood() == alone.marginalLikelihood())
    }
  }

  @Test("a batch size changes predictions by rounding only", arguments: seeds)
  func batches(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    var options = LaplaceOptions()
    options.batchSize = 1
    let small = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
    let large = try problem.posterior(.kronecker(), .all).with(PosteriorSettings())
    let found = try small.linearizedPredictive(at: problem.probes).covariance.scalars
    let expected = try large.linearizedPredictive(at: problem.probes).covariance.scalars
    #expect(disagreement(found, expected) < 1e-11)
  }

  @Test("in Float evidence and predictions agree to what Float holds", arguments: seeds)
  func singlePrecision(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let data = try Dataset<Float>(
      inputs: problem.data.inputs.converted(to: Float.self), targets: problem.data.targets)
    for structure in structures {
      var options = LaplaceOptions()
      options.structure = structure
      let single = try LaplacePosterior(
        of: problem.model.converted(to: Float.self), fittedTo: data, options: options,
        settings: PosteriorSettings())
      let exact = try problem.posterior(structure, .all).with(PosteriorSettings())
      #expect(
        disagreement(
          try single.marginalLikelihood().value, try exact.marginalLikelihood().value) < 1e-4)
      let found = try single.linearizedPredictive(at: problem.probes.converted(to: Float.self))
      let expected = try exact.linearizedPredictive(at: problem.probes)
      #expect(disagreement(found.covariance.scalars, expected.covariance.scalars) < 1e-3)
    }
  }

  @Test(
    "settings outside their range are refused", arguments: [0, -1, .nan, .infinity] as [Double])
  func settingsOutOfRange(value: Double) {
    #expect(throws: LaplaceError.self) { try PosteriorSettings(priorPrecision: value) }
    #expect(throws: LaplaceError.self) { try PosteriorSettings(noise: value) }
    #expect(throws: LaplaceError.self) { try PosteriorSettings(temperature: value) }
  }

  @Test("a classification has no noise to set")
  func noiseOfClassification() throws {
    let posterior = try TinyProblem<Double>(.classification, seed: 2).posterior(.full, .all)
    #expect(throws: LaplaceError.noObservationNoise) {
      try posterior.with(PosteriorSettings(noise: 2))
    }
  }

  @Test("a curvature larger than allowed is refused with its size")
  func memoryLimit() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 2)
    var options = LaplaceOptions()
    options.structure = .full
    options.memoryLimit = 1000
    let count = problem.model.network.layout.count
    #expect(
      throws: LaplaceError.tooLarge(structure: "full", parameters: count, bytes: count * count * 8)
    ) {
      try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
    }
  }

  @Test("draws that need more memory than allowed are refused, with the number that fits")
  func drawLimit() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 2)
    let outputs = problem.model.network.outputCount
    for structure in [HessianStructure.kronecker(), .diagonal] {
      var options = LaplaceOptions()
      options.structure = structure
      let count = problem.model.network.layout.count
      options.memoryLimit = 10 * 8 * (count + outputs)
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
      func refusal(_ draws: Int, kept: Int) -> LaplaceError {
        .tooManySamples(
          count: draws, weights: count, bytesEach: 8 * (count + kept), limit: options.memoryLimit)
      }
      let one = problem.probes.slice(0..<1)
      _ = try posterior.sample(count: 10, seed: 1)
      _ = try posterior.sampledPredictive(at: problem.probes, count: 10, seed: 1)
      _ = try posterior.sampledOutputs(at: one, count: 10, seed: 1)
      for draws in [11, .max] {
        #expect(throws: refusal(draws, kept: outputs)) {
          try posterior.sampledPredictive(at: problem.probes, count: draws, seed: 1)
        }
        #expect(throws: refusal(draws, kept: outputs)) {
          try posterior.sampledOutputs(at: one, count: draws, seed: 1)
        }
      }
      #expect(throws: refusal(10, kept: 4 * outputs)) {
        try posterior.sampledOutputs(at: problem.probes, count: 10, seed: 1)
      }
      #expect(throws: refusal(.max, kept: 0)) { try posterior.sample(count: .max, seed: 1) }
      let most = options.memoryLimit / (8 * count)
      #expect(try posterior.sample(count: most, seed: 1).shape == [most, count])
      #expect("\(refusal(2 << 40, kept: 0))".hasSuffix("at most \(most) fit"))
    }
  }

  /// `h H + δ I` of the structure as one dense matrix.
  private func dense(_ posterior: LaplacePosterior<Double>) throws -> Tensor<Double> {
    let count = posterior.parameterCount
    var matrix = try #require(posterior.curvature.denseMatrix)
    matrix = posterior.settings.curvatureScale * matrix
    for index in 0..<count {
      matrix.scalars[index * (count + 1)] += posterior.settings.priorPrecision.values[0]
    }
    return matrix
  }

  /// The Jacobians at all probes, stacked, in the selected parameters.
  private func jacobianRows(
    _ problem: TinyProblem<Double>, _ subset: WeightSubset
  ) throws -> Tensor<Double> {
    let network = problem.model.network
    let count = try subset.selection(in: problem.model, on: problem.data).count
    let rows = (0..<4).flatMap { probe in
      let input = problem.probes.slice(probe..<probe + 1)
      let jacobian = DenseReference.jacobian(network, at: input.reshaped(input.shape.dropFirst()))
      return (0..<jacobian.shape[0]).flatMap { row in
        (jacobian.shape[1] - count..<jacobian.shape[1]).map { jacobian[row, $0] }
      }
    }
    return Tensor(shape: [rows.count / count, count], scalars: rows)
  }
}
