import Curvature
import Laplace
import NeuralNetworks
import RealModule
import TestSupport
import Tensors
import Testing

private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal, .lowRank(rank: 5),
]
private let seeds = 0..<8 as Range<UInt64>

/// Posteriors whose weights differ in their prior precision, around a prior mean.
@Suite struct PriorLawTests {
  @Test(
    "evidence, variances and densities are those of the dense posterior precision",
    arguments: seeds, structures)
  func denseReference(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      for posterior in try posteriors(likelihood, structure, seed: seed) {
        let settings = posterior.settings
        let priors = expanded(settings.priorPrecision, over: posterior.selection)
        let deviations = means(settings.priorMean, over: posterior.selection, of: posterior)
        let matrix = try dense(posterior, priors)
        let (inverse, logDeterminant) = DenseMatrix.inverse(matrix)
        let evidence = try posterior.marginalLikelihood()
        let logPrior = priors.reduce(0) { $0 + .log($1) }
        #expect(disagreement(evidence.logPosteriorDeterminant, logDeterminant) < 1e-8)
        #expect(disagreement(evidence.logPriorDeterminant, logPrior) < 1e-12)
        #expect(
          disagreement(
            evidence.scatter, zip(priors, deviations).reduce(0) { $0 + $1.0 * $1.1 * $1.1 })
            < 1e-12)
        let count = posterior.parameterCount
        let shares = (0..<count).map { 1 - priors[$0] * inverse[$0, $0] }
        let byTensor = posterior.selection.tensors.indices.map {
          shares[posterior.selection.range(of: $0)].reduce(0, +)
        }
        #expect(disagreement(try posterior.effectiveParametersByTensor(), byTensor) < 1e-7)
        #expect(disagreement(try posterior.effectiveParameters(), shares.reduce(0, +)) < 1e-7)

        var random = RandomStream(seed: seed)
        let step = (0..<count).map { _ in random.normal() }
        let center = posterior.selection.vector(of: posterior.model.network)
        let norm = (0..<count).reduce(0.0) { sum, i in
          sum + step[i] * (0..<count).reduce(0.0) { $0 + matrix[i, $1] * step[$1] }
        }
        let weights = zip(center, step).map { $0 + $1 }
        #expect(disagreement(try posterior.squareNorm(of: weights), norm) < 1e-9)
        let density = 0.5 * (logDeterminant - norm - Double(count) * .log(2 * .pi))
        #expect(disagreement(try posterior.logDensity(of: weights), density) < 1e-9)
        #expect(
          disagreement(try posterior.logDensity(of: weights, isNormalized: false), -0.5 * norm)
            < 1e-9)
      }
    }
  }

  @Test(
    "joint covariances are those of the dense posterior precision", arguments: seeds, structures)
  func covariances(seed: UInt64, structure: HessianStructure) throws {
    for posterior in try posteriors(.classification, structure, seed: seed) {
      let problem = try TinyProblem<Double>(.classification, seed: seed)
      let priors = expanded(posterior.settings.priorPrecision, over: posterior.selection)
      let (inverse, _) = DenseMatrix.inverse(try dense(posterior, priors))
      let rows = (0..<4).flatMap { probe in
        let input = problem.probes.slice(probe..<probe + 1)
        return DenseReference.jacobian(
          problem.model.network, at: input.reshaped(input.shape.dropFirst())
        ).scalars
      }
      let jacobian = Tensor(
        shape: [rows.count / posterior.parameterCount, posterior.parameterCount], scalars: rows)
      let expected = DenseMatrix.product(
        DenseMatrix.product(jacobian, inverse), jacobian.transposed())
      let joint = try posterior.jointCovariance(at: problem.probes)
      #expect(disagreement(joint.scalars, expected.scalars) < 1e-6)
      let own = try posterior.linearizedPredictive(at: problem.probes).covariance
      let outputs = problem.model.network.outputCount
      for probe in 0..<4 {
        let start = probe * outputs
        #expect(
          abs(own.scalars[start * outputs] - joint[start, start]) < 1e-9 * (1 + joint[start, start])
        )
      }
    }
  }

  @Test("derivatives of the evidence are its differences", arguments: seeds, structures)
  func gradients(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      for posterior in try posteriors(likelihood, structure, seed: seed) {
        let settings = posterior.settings
        let gradient = try posterior.evidenceGradient()
        let evidence = { (settings: PosteriorSettings) in
          try posterior.with(settings).marginalLikelihood().value
        }
        let step = 1e-5
        for (index, found) in gradient.priorPrecision.enumerated() {
          let value = { (sign: Double) in
            var values = settings.priorPrecision.values
            values[index] *= 1 + sign * step
            return try evidence(
              PosteriorSettings(
                priorPrecision: PriorPrecision(settings.priorPrecision.shape, values),
                priorMean: settings.priorMean, noise: settings.noise,
                temperature: settings.temperature))
          }
          let slope =
            (try value(1) - value(-1)) / (2 * step * settings.priorPrecision.values[index])
          #expect(abs(found - slope) < 1e-5 * (1 + abs(slope)))
        }
        let slope = { (change: (Double) throws -> PosteriorSettings) in
          (try evidence(change(step)) - evidence(change(-step))) / (2 * step)
        }
        let temperature = try slope {
          try PosteriorSettings(
            priorPrecision: settings.priorPrecision, priorMean: settings.priorMean,
            noise: settings.noise, temperature: settings.temperature + $0)
        }
        #expect(abs(gradient.temperature - temperature) < 1e-5 * (1 + abs(temperature)))
        guard likelihood == .regression else {
          #expect(gradient.noise == nil)
          continue
        }
        let noise = try slope {
          try PosteriorSettings(
            priorPrecision: settings.priorPrecision, priorMean: settings.priorMean,
            noise: settings.noise + $0, temperature: settings.temperature)
        }
        #expect(abs(try #require(gradient.noise) - noise) < 1e-5 * (1 + abs(noise)))
      }
    }
  }

  @Test(
    "second derivatives of the evidence are differences of the first", arguments: seeds, structures)
  func hessians(seed: UInt64, structure: HessianStructure) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      for posterior in try posteriors(likelihood, structure, seed: seed) {
        let settings = posterior.settings
        let hessian = try posterior.evidenceHessian()
        let hasNoise = likelihood == .regression
        #expect(hessian.order == settings.priorPrecision.values.count + (hasNoise ? 1 : 0))
        let slopes = { (place: [Double]) in
          let values = place.map { Double.exp($0) }
          let moved = try posterior.with(
            PosteriorSettings(
              priorPrecision: PriorPrecision(
                settings.priorPrecision.shape,
                Array(values.prefix(settings.priorPrecision.values.count))),
              priorMean: settings.priorMean, noise: hasNoise ? values[values.count - 1] : 1,
              temperature: settings.temperature))
          let gradient = try moved.evidenceGradient()
          return zip(values, gradient.priorPrecision + (gradient.noise.map { [$0] } ?? []))
            .map { $0 * $1 }
        }
        let place =
          settings.priorPrecision.values.map { Double.log($0) }
          + (hasNoise ? [.log(settings.noise)] : [])
        let found = try hessian.matrix()
        let step = 1e-5
        for column in place.indices {
          var (above, below) = (place, place)
          above[column] += step
          below[column] -= step
          for (row, slope) in zip(try slopes(above), try slopes(below)).enumerated() {
            let difference = (slope.0 - slope.1) / (2 * step)
            #expect(abs(found[row, column] - difference) < 1e-5 * (1 + abs(difference)))
            #expect(
              abs(found[row, column] - found[column, row]) < 1e-9 * (1 + abs(difference)))
          }
        }
      }
    }
  }

  @Test(
    "samples have the posterior's mean and covariance", arguments: 0..<3 as Range<UInt64>,
    structures)
  func samples(seed: UInt64, structure: HessianStructure) throws {
    for posterior in try posteriors(.regression, structure, seed: seed) {
      let priors = expanded(posterior.settings.priorPrecision, over: posterior.selection)
      let (covariance, _) = DenseMatrix.inverse(try dense(posterior, priors))
      let samples = 20_000
      let draws = try posterior.sample(count: samples, seed: seed)
      #expect(draws.shape == [samples, posterior.parameterCount])
      let center = posterior.selection.vector(of: posterior.model.network)
      let deviations = draws - Tensor(center)
      let means = deviations.summed(overAxis: 0).scalars.map { $0 / Double(samples) }
      for (index, mean) in means.enumerated() {
        #expect(abs(mean) < 5 * (covariance[index, index] / Double(samples)).squareRoot())
      }
      let found = (1 / Double(samples)) * deviations.gram()
      let difference = found - covariance
      let norm = { (matrix: Tensor<Double>) in
        matrix.scalars.reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
      // ‖S - Σ‖² is tr²(Σ)/n + ‖Σ‖²/n on average.
      let trace = (0..<center.count).reduce(0) { $0 + covariance[$1, $1] }
      let expected =
        ((trace * trace + norm(covariance) * norm(covariance)) / Double(samples)).squareRoot()
      #expect(norm(difference) < 2.5 * expected)
      #expect(try posterior.sample(count: 3, seed: seed) == posterior.sample(count: 3, seed: seed))
    }
  }

  @Test("equal prior precisions are one prior precision", arguments: seeds, structures)
  func equalPrecisions(seed: UInt64, structure: HessianStructure) throws {
    for posterior in try posteriors(.classification, structure, seed: seed) {
      let prior = posterior.settings.priorPrecision
      let equal = try posterior.with(
        PosteriorSettings(
          priorPrecision: PriorPrecision(prior.shape, prior.values.map { _ in 0.7 })))
      let scalar = try posterior.with(PosteriorSettings(priorPrecision: 0.7))
      #expect(
        disagreement(
          try equal.marginalLikelihood().value, try scalar.marginalLikelihood().value) < 1e-10)
      let sum = try equal.evidenceGradient().priorPrecision.reduce(0, +)
      #expect(abs(sum - (try scalar.evidenceGradient().priorPrecision[0])) < 1e-8 * (1 + abs(sum)))
      #expect(equal.curvature.tensors.map(\.tensor) == scalar.curvature.tensors.map(\.tensor))
    }
  }

  @Test("priors of another form than the posterior are refused by name")
  func refusals() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings())
    let count = posterior.parameterCount
    #expect(throws: LaplaceError.priorShape(structure: "kron")) {
      try posterior.with(
        PosteriorSettings(
          priorPrecision: PriorPrecision(.parameters, [Double](repeating: 1, count: count))))
    }
    #expect(throws: LaplaceError.priorLength(found: 3, allowed: [1, 4, count])) {
      try PriorPrecision(values: [1, 1, 1], over: posterior.selection)
    }
    #expect(throws: LaplaceError.self) { try PriorPrecision(.tensors, [1, -1, 1, 1]) }
    #expect(throws: LaplaceError.priorMeanLength(found: 2, expected: count)) {
      try posterior.with(
        PosteriorSettings(priorPrecision: PriorPrecision(1), priorMean: .vector([0, 0])))
    }
    #expect(throws: LaplaceError.weightCount(found: 1, expected: count)) {
      try posterior.squareNorm(of: [0])
    }
  }

  /// A posterior for each shape of prior that the structure takes.
  private func posteriors(
    _ likelihood: LikelihoodKind, _ structure: HessianStructure, seed: UInt64
  ) throws -> [LaplacePosterior<Double>] {
    let problem = try TinyProblem<Double>(likelihood, seed: seed)
    var options = LaplaceOptions()
    options.structure = structure
    let noise = likelihood == .regression ? 0.6 : 1
    let fitted = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, options: options,
      settings: PosteriorSettings(priorPrecision: 0.3, noise: noise, temperature: 0.8))
    var random = RandomStream(seed: seed + 100)
    let count = fitted.parameterCount
    let tensorCount = fitted.selection.tensors.count
    let groups = PriorGroups.weightsAndBiases(of: fitted.selection)
    var shapes: [(PriorPrecision.Shape, Int)] = [
      (.scalar, 1), (.tensors, tensorCount), (.groups(groups), groups.names.count),
    ]
    if structure.takesPriorsOfParameters { shapes.append((.parameters, count)) }
    return try shapes.enumerated().map { index, entry in
      try fitted.with(
        PosteriorSettings(
          priorPrecision: PriorPrecision(
            entry.0, (0..<entry.1).map { _ in .exp(random.normal()) }),
          priorMean: index % 2 == 0
            ? .scalar(0.1) : .vector((0..<count).map { _ in 0.1 * random.normal() }),
          noise: noise, temperature: 0.8))
    }
  }

  private func expanded(
    _ prior: PriorPrecision, over selection: ParameterSelection
  ) -> [Double] {
    selection.tensors.indices.flatMap { tensor -> [Double] in
      let range = selection.range(of: tensor)
      return switch prior.shape {
      case .scalar: range.map { _ in prior.values[0] }
      case .tensors: range.map { _ in prior.values[tensor] }
      case .groups(let groups): range.map { _ in prior.values[groups.groupOfTensor[tensor]] }
      case .parameters: range.map { prior.values[$0] }
      }
    }
  }

  /// `θ* - μ₀`.
  private func means(
    _ mean: PriorMean, over selection: ParameterSelection, of posterior: LaplacePosterior<Double>
  ) -> [Double] {
    let weights = selection.vector(of: posterior.model.network)
    return switch mean {
    case .scalar(let value): weights.map { $0 - value }
    case .vector(let values): zip(weights, values).map { $0 - $1 }
    }
  }

  /// `h H + P₀` of the structure as one dense matrix.
  private func dense(
    _ posterior: LaplacePosterior<Double>, _ priors: [Double]
  ) throws -> Tensor<Double> {
    var matrix = posterior.settings.curvatureScale * (try #require(posterior.curvature.denseMatrix))
    for (index, prior) in priors.enumerated() {
      matrix.scalars[index * (priors.count + 1)] += prior
    }
    return matrix
  }
}
