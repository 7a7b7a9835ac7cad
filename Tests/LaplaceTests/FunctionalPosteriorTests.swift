import Curvature
import Datasets
import Laplace
import NeuralNetworks
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<8 as Range<UInt64>
private let likelihoods: [LikelihoodKind] = [
  .regression, .scaledRegression(noises: [0.5, 2, 1]), .classification, .binary,
]

/// Deep networks with several outputs: where kernels of pairs of examples are not symmetric in the outputs.
@Suite struct FunctionalPosteriorTests {
  @Test("on all data it is the posterior of the full curvature", arguments: seeds, likelihoods)
  func allData(seed: UInt64, likelihood: LikelihoodKind) throws {
    let (model, data, probes) = try problem(likelihood, seed: seed)
    for kind in [
      CurvatureKind.generalizedGaussNewton, .monteCarloFisher(samples: 4, seed: 1),
      .empiricalFisher,
    ] {
      for subset in [WeightSubset.all, .lastLayer, .indices([0, 3, 20, 40, 50])] {
        for structure in [
          HessianStructure.functional(), .functional(subset: DataSubset(count: data.count)),
        ] {
          var options = LaplaceOptions()
          (options.curvature, options.batchSize) = (kind, 7)
          let (functional, full) = try pair(
            model, data, [(subset, structure), (subset, .full)], options,
            settings(likelihood, priorPrecision: 0.3))
          let (found, expected) = (
            try functional.linearizedPredictive(at: probes),
            try full.linearizedPredictive(at: probes)
          )
          #expect(found.mean == expected.mean)
          #expect(disagreement(found.covariance.scalars, expected.covariance.scalars) < 1e-8)
          let joint = try full.jointCovariance(at: probes).scalars
          #expect(disagreement(try functional.jointCovariance(at: probes).scalars, joint) < 1e-8)
          let (evidence, wanted) = (
            try functional.marginalLikelihood(), try full.marginalLikelihood()
          )
          #expect(evidence.logLikelihood == wanted.logLikelihood)
          #expect(disagreement(evidence.value, wanted.value) < 1e-8)
          #expect(
            disagreement(evidence.logPosteriorDeterminant, wanted.logPosteriorDeterminant) < 1e-8)
          let slopes = try (functional.evidenceGradient(), full.evidenceGradient())
          #expect(disagreement(slopes.0.priorPrecision, slopes.1.priorPrecision) < 1e-8)
          #expect(disagreement(slopes.0.temperature, slopes.1.temperature) < 1e-8)
          let weights = full.selection.vector(of: model.network).map { $0 + 0.1 }
          #expect(
            disagreement(
              try functional.logDensity(of: weights), try full.logDensity(of: weights)) < 1e-8)
          #expect(
            disagreement(
              try functional.effectiveParametersByTensor(), try full.effectiveParametersByTensor())
              < 1e-8)
        }
      }
    }
  }

  @Test(
    "on a subset it is the full posterior of those examples under the prior N/M δ",
    arguments: seeds, likelihoods)
  func subset(seed: UInt64, likelihood: LikelihoodKind) throws {
    let (model, data, probes) = try problem(likelihood, seed: seed)
    let drawn = DataSubset(count: 6, seed: seed)
    let places = drawn.places(in: data.count)
    let scale = Double(data.count) / 6
    var options = LaplaceOptions()
    options.structure = .functional(subset: drawn)
    let functional = try LaplacePosterior(
      of: model, fittedTo: data, options: options, settings: settings(likelihood))
    options.structure = .full
    let full = try LaplacePosterior(
      of: model, fittedTo: data.selecting(places), options: options,
      settings: settings(likelihood, priorPrecision: scale))
    #expect(
      disagreement(
        try functional.jointCovariance(at: probes).scalars,
        try full.jointCovariance(at: probes).scalars) < 1e-8)
    let evidence = try functional.marginalLikelihood()
    let small = try full.marginalLikelihood()
    #expect(disagreement(evidence.logDeterminantRatio, small.logDeterminantRatio) < 1e-8)
    #expect(disagreement(evidence.scatter, small.scatter / scale) < 1e-8)
    #expect(disagreement(evidence.logPosteriorDeterminant, small.logPosteriorDeterminant) < 1e-8)
    // The likelihood is that of all examples, each counted once.
    options.structure = .diagonal
    let all = try LaplacePosterior(
      of: model, fittedTo: data, options: options, settings: settings(likelihood))
    #expect(try evidence.logLikelihood == all.marginalLikelihood().logLikelihood)
    let weights = full.selection.vector(of: model.network).map { $0 + 0.1 }
    #expect(
      disagreement(try functional.logDensity(of: weights), try full.logDensity(of: weights)) < 1e-8)
    #expect(
      disagreement(
        try functional.sample(count: 3, seed: 5).scalars, try full.sample(count: 3, seed: 5).scalars
      ) < 1e-8)
  }

  @Test(
    "the covariance is that of the Gaussian process by its definition", arguments: seeds,
    [LikelihoodKind.regression, .classification])
  func definition(seed: UInt64, likelihood: LikelihoodKind) throws {
    let (model, data, probes) = try problem(likelihood, seed: seed)
    let drawn = DataSubset(count: 5, seed: seed)
    for (isIndependent, priorPrecision) in [(false, 0.3), (true, 0.3), (true, 20)] {
      var options = LaplaceOptions()
      options.structure = .functional(subset: drawn, independentOutputs: isIndependent)
      let posterior = try LaplacePosterior(
        of: model, fittedTo: data, options: options,
        settings: settings(likelihood, priorPrecision: priorPrecision))
      let scale = 5 / (Double(data.count) * priorPrecision)
      let seen = data.inputs.selecting(drawn.places(in: data.count))
      let (found, wanted) = (
        try posterior.jointCovariance(at: probes),
        try process(
          model, seen, probes, scale: scale, curvatureScale: posterior.settings.curvatureScale,
          isIndependent: isIndependent)
      )
      #expect(disagreement(found.scalars, wanted.covariance.scalars) < 1e-6)
      #expect(
        disagreement(
          try posterior.marginalLikelihood().logDeterminantRatio, wanted.logDeterminant) < 1e-6)
      let own = try posterior.linearizedPredictive(at: probes).covariance
      let outputs = model.network.outputCount
      for probe in 0..<probes.shape[0] {
        let places = Array(probe * outputs..<(probe + 1) * outputs)
        #expect(
          disagreement(
            own.slice(probe..<probe + 1).scalars,
            found.selecting(places).selectingColumns(places).scalars) < 1e-9)
      }
    }
  }

  @Test("for one output independent outputs change nothing", arguments: seeds)
  func oneOutput(seed: UInt64) throws {
    let (model, data, probes) = try problem(.regression, seed: seed, outputs: 1)
    let drawn = DataSubset(count: 7, seed: seed)
    let (joint, independent) = try pair(
      model, data,
      [
        (.all, .functional(subset: drawn)),
        (.all, .functional(subset: drawn, independentOutputs: true)),
      ], LaplaceOptions(), settings(.regression))
    #expect(
      disagreement(
        try independent.jointCovariance(at: probes).scalars,
        try joint.jointCovariance(at: probes).scalars) < 1e-10)
    #expect(
      disagreement(
        try independent.marginalLikelihood().value, try joint.marginalLikelihood().value) < 1e-10)
  }

  @Test("the subset is told by its size and seed alone", arguments: seeds)
  func draws(seed: UInt64) throws {
    let (model, data, probes) = try problem(.classification, seed: seed)
    let drawn = DataSubset(count: 6, seed: seed)
    let places = drawn.places(in: 20)
    #expect(places == DataSubset(count: 6, seed: seed).places(in: 20))
    #expect(Set(places).count == 6 && places == places.sorted())
    #expect(places.allSatisfy { (0..<20).contains($0) })
    #expect(places != DataSubset(count: 6, seed: seed + 100).places(in: 20))
    #expect(DataSubset(count: 20, seed: seed).places(in: 20) == Array(0..<20))
    let covariances = try [1, 4, 100].map { size in
      var options = LaplaceOptions()
      options.structure = .functional(subset: drawn)
      options.curvature = .monteCarloFisher(samples: 2, seed: 3)
      options.batchSize = size
      return try LaplacePosterior(
        of: model, fittedTo: data, options: options, settings: PosteriorSettings()
      ).jointCovariance(at: probes).scalars
    }
    #expect(disagreement(covariances[1], covariances[0]) < 1e-11)
    #expect(disagreement(covariances[2], covariances[0]) < 1e-11)
  }

  @Test("under one kernel, more examples leave less variance")
  func moreExamples() throws {
    let (model, data, probes) = try problem(.regression, seed: 3, count: 64)
    let totals = try [4, 16, 64].map { count in
      var options = LaplaceOptions()
      options.structure = .functional(subset: DataSubset(count: count, seed: 2))
      // The prior variance κ = M/(N δ) stays the same.
      let posterior = try LaplacePosterior(
        of: model, fittedTo: data, options: options,
        settings: settings(.regression, priorPrecision: Double(count) / 64))
      return try posterior.linearizedPredictive(at: probes).variance.sum
    }
    #expect(totals[0] > 1.5 * totals[1] && totals[1] > 1.5 * totals[2], "\(totals)")
  }

  @Test("a grid and the slope of its evidence agree on the best prior", arguments: seeds)
  func tuning(seed: UInt64) throws {
    let (model, data, _) = try problem(.regression, seed: seed)
    for isIndependent in [false, true] {
      var options = LaplaceOptions()
      options.structure = .functional(
        subset: DataSubset(count: 10, seed: seed), independentOutputs: isIndependent)
      let posterior = try LaplacePosterior(
        of: model, fittedTo: data, options: options, settings: settings(.regression))
      let grid = try SettingsGrid(
        of: posterior,
        over: .init(of: posterior, priorPrecisions: (-20...20).map { .exp(0.5 * Double($0)) }))
      let best = grid.points[try #require(grid.best(by: .evidence))]
      #expect(!grid.isBestAtEdge(by: .evidence))
      for (factor, sign) in [(0.6, 1.0), (1.7, -1.0)] {
        let near = try posterior.with(
          PosteriorSettings(
            priorPrecision: factor * best.settings.priorPrecision.values[0],
            noise: best.settings.noise, temperature: best.settings.temperature))
        #expect(sign * (try near.evidenceGradient().priorPrecision[0]) > 0)
        #expect(try near.marginalLikelihood().value < best.evidence)
      }
    }
  }

  @Test("what a functional posterior cannot answer is refused by name")
  func refusals() throws {
    let (model, data, _) = try problem(.classification, seed: 1)
    var options = LaplaceOptions()
    for (structure, kind) in [
      (
        HessianStructure.functional(subset: DataSubset(count: data.count + 1)),
        CurvatureKind.empiricalFisher
      ),
      (.functional(subset: DataSubset(count: 0)), .generalizedGaussNewton),
      (.functional(), .hessian),
    ] {
      (options.structure, options.curvature) = (structure, kind)
      #expect(throws: CurvatureError.self) {
        try LaplacePosterior(
          of: model, fittedTo: data, options: options, settings: PosteriorSettings())
      }
    }
    options.curvature = .generalizedGaussNewton
    options.structure = .functional(independentOutputs: true)
    let posterior = try LaplacePosterior(
      of: model, fittedTo: data, options: options, settings: PosteriorSettings())
    #expect(throws: LaplaceError.scalarPriorNeeded(structure: "gp")) {
      try posterior.with(
        PosteriorSettings(
          priorPrecision: PriorPrecision(.tensors, posterior.selection.tensors.map { _ in 1 })))
    }
    let weights = posterior.selection.vector(of: model.network)
    #expect(throws: LaplaceError.noWeightPosterior) { try posterior.sample(count: 1, seed: 0) }
    #expect(throws: LaplaceError.noWeightPosterior) { try posterior.squareNorm(of: weights) }
    #expect(throws: LaplaceError.noWeightPosterior) { try posterior.logDensity(of: weights) }
    #expect(throws: LaplaceError.noWeightPosterior) { try posterior.effectiveParametersByTensor() }
  }

  @Test(
    "structures are written as they are read",
    arguments: [
      "gp", "gp(m=200,seed=0)", "gp(outputs=independent)", "gp(m=5,seed=7,outputs=independent)",
    ])
  func descriptions(text: String) throws {
    #expect(HessianStructure(text)?.description == text)
    for wrong in ["gp(m=0)", "gp(m=x)", "gp(outputs=none)", "gp(seed=-1)"] {
      #expect(HessianStructure(wrong) == nil)
    }
  }

  @Test("a wide network on few examples needs no matrix of its weights")
  func wideNetwork() throws {
    let network = try Network<Double>.perceptron(
      sizes: [3, 300, 300, 3], activation: Tanh(), seed: 1)
    let model = Model(network, likelihood: .classification)
    let (_, data, probes) = try problem(.classification, seed: 1)
    var options = LaplaceOptions()
    options.structure = .functional(subset: DataSubset(count: 8))
    options.memoryLimit = 1 << 20
    options.timeLimit = 60
    let posterior = try LaplacePosterior(
      of: model, fittedTo: data, options: options, settings: PosteriorSettings())
    #expect(posterior.curvature.byteCount < options.memoryLimit)
    #expect(try posterior.linearizedPredictive(at: probes).variance.scalars.allSatisfy { $0 > 0 })
    let plan = FitPlan(
      of: model, exampleCount: data.count, subset: .all, selection: posterior.selection,
      structure: options.structure, curvature: .generalizedGaussNewton)
    let products = 8 * (8 * 2) * (8 * 2)
    #expect(plan.bytes == posterior.curvature.byteCount - 16 + products)
    #expect(plan.objection == nil)
  }

  /// A perceptron with two hidden layers, with random data and inputs that are not in it.
  private func problem(
    _ likelihood: LikelihoodKind, seed: UInt64, count: Int = 20, outputs: Int = 3
  ) throws -> (model: Model<Double>, data: Dataset<Double>, probes: Tensor<Double>) {
    var random = RandomStream(seed: seed + 50)
    let activations: [any Activation] = [Tanh(), GELU(), Sigmoid()]
    let network = try Network<Double>.perceptron(
      sizes: [3, 5, 4, outputs], activation: activations[Int(seed % 3)], seed: seed)
    let inputs = Tensor(
      shape: [count, 3], scalars: (0..<count * 3).map { _ in 2 * random.normal() })
    let probes = Tensor(shape: [4, 3], scalars: (0..<12).map { _ in 2 * random.normal() })
    let targets = Targets.random(
      for: likelihood, count: count, outputs: outputs, using: &random)
    return (
      Model(network, likelihood: likelihood), try Dataset(inputs: inputs, targets: targets), probes
    )
  }

  private func settings(
    _ likelihood: LikelihoodKind, priorPrecision: Double = 1
  ) throws -> PosteriorSettings {
    try PosteriorSettings(
      priorPrecision: priorPrecision,
      noise: likelihood.rules.hasObservationNoise ? 0.6 : 1, temperature: 0.8)
  }

  private func pair(
    _ model: Model<Double>, _ data: Dataset<Double>,
    _ flavours: [(subset: WeightSubset, structure: HessianStructure)], _ options: LaplaceOptions,
    _ settings: PosteriorSettings
  ) throws -> (LaplacePosterior<Double>, LaplacePosterior<Double>) {
    let posteriors = try LaplacePosterior.posteriors(
      of: model, fittedTo: data, flavours: flavours, options: options, settings: settings)
    return (posteriors[0], posteriors[1])
  }

  /// `κ k_** - κ² k_*M (κ K + (h Λ)⁻¹)⁻¹ k_M*` and `log det(I + (h Λ)^½ κ K (h Λ)^½)`, the latter as
  /// `log det(I + h Λ κ K)`; with independent outputs of each output alone, Λ by its diagonal.
  ///
  /// For `κ (I + h Λ κ K)⁻¹ h Λ κ` in the place of the inverse, Λ may be singular.
  private func process(
    _ model: Model<Double>, _ seen: Tensor<Double>, _ probes: Tensor<Double>, scale: Double,
    curvatureScale: Double, isIndependent: Bool
  ) throws -> (covariance: Tensor<Double>, logDeterminant: Double) {
    let (train, test) = (jacobians(model, seen), jacobians(model, probes))
    let outputs = model.network.outputCount
    var curvature = Tensor<Double>.zeros([train.shape[0], train.shape[0]])
    for example in 0..<seen.shape[0] {
      let hessian = DenseReference.outputHessian(
        model.likelihood, outputs: model.network(seen.slice(example..<example + 1)).scalars)
      for i in 0..<outputs {
        for j in 0..<outputs where !isIndependent || i == j {
          curvature.scalars[
            (example * outputs + i) * train.shape[0] + example * outputs + j] =
            curvatureScale * hessian[i, j]
        }
      }
    }
    let kernel = { (one: Tensor<Double>, other: Tensor<Double>) in
      var product = scale * DenseMatrix.product(one, other.transposed())
      guard isIndependent else { return product }
      for i in 0..<one.shape[0] {
        for j in 0..<other.shape[0] where i % outputs != j % outputs {
          product.scalars[i * other.shape[0] + j] = 0
        }
      }
      return product
    }
    var matrix = DenseMatrix.product(curvature, kernel(train, train))
    for row in 0..<train.shape[0] { matrix.scalars[row * (train.shape[0] + 1)] += 1 }
    let (inverse, logDeterminant) = DenseMatrix.inverse(matrix)
    let gain = DenseMatrix.product(
      kernel(test, train), DenseMatrix.product(inverse, curvature))
    return (
      kernel(test, test) - DenseMatrix.product(gain, kernel(train, test)), logDeterminant
    )
  }

  private func jacobians(_ model: Model<Double>, _ inputs: Tensor<Double>) -> Tensor<Double> {
    Tensor.concatenated(
      (0..<inputs.shape[0]).map { example in
        let input = inputs.slice(example..<example + 1)
        return DenseReference.jacobian(
          model.network, at: input.reshaped(input.shape.dropFirst()))
      })
  }
}
