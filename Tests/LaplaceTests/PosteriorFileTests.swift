import Curvature
import Datasets
import Laplace
import ModelFiles
import NeuralNetworks
import TestSupport
import Tensors
import Testing

/// Posteriors that are written and read again, and files that are not what was written.
@Suite struct PosteriorFileTests {
  private static let structures: [HessianStructure] = [
    .full, .blockDiagonal, .kronecker(), .kronecker(.reduce), .eigenvalueCorrected(),
    .eigenvalueCorrected(.reduce), .diagonal, .lowRank(rank: 4), .lowRank(), .functional(),
    .functional(subset: DataSubset(count: 6, seed: 1), independentOutputs: true),
  ]
  private static let subsets: [WeightSubset] = [
    .all, .lastLayer, .indices([0, 2, 3, 5, 11]), .modules(["0"]),
    .largestMagnitude(count: 5),
  ]

  @Test(
    "every structure over every subset with every shape of prior comes back bit for bit",
    arguments: structures, subsets)
  func roundTrip(structure: HessianStructure, subset: WeightSubset) throws {
    for likelihood in [LikelihoodKind.regression, .classification] {
      for count in [3, 30] {
        let problem = try TinyProblem<Double>(likelihood, seed: 3, count: max(6, count))
        guard let fitted = try posterior(problem, structure, subset) else { continue }
        for settings in try allSettings(of: fitted) {
          let written = try fitted.with(settings)
          let read = try again(written)
          #expect(read.settings == written.settings && read.selection == written.selection)
          #expect(read.options.structure.description == structure.description)
          #expect(read.loss == written.loss)
          #expect(read.options.curvature == written.options.curvature)
          #expect(read.exampleCount == written.exampleCount)
          #expect(read.model.network.parameters == written.model.network.parameters)
          #expect(try answers(read, problem.probes) == answers(written, problem.probes))
          // A file holds what is needed to write the same file again.
          #expect(
            try PosteriorFile.contents(of: again(read)).bytes()
              == PosteriorFile.contents(of: read).bytes())
        }
      }
    }
  }

  @Test("in Float, with statistics and frozen weights, it comes back bit for bit too")
  func otherModels() throws {
    for network in TinyNetwork.allCases {
      let (model, data) = try network.problem(.classification, seed: 2, count: 5)
      let name = model.network.layout.tensors[0].name
      for part in [model, try model.freezing(tensors: [name], modules: [])]
      where part.frozen.count < model.network.layout.tensors.count {
        let single = try LaplacePosterior(
          of: part.converted(to: Float.self),
          fittedTo: Dataset<Float>(
            inputs: data.inputs.converted(to: Float.self), targets: data.targets),
          settings: PosteriorSettings(priorPrecision: 0.3))
        let read = try again(single)
        #expect(read.selection == single.selection && read.model.frozen == single.model.frozen)
        let inputs = data.inputs.converted(to: Float.self)
        #expect(
          try read.linearizedPredictive(at: inputs) == single.linearizedPredictive(at: inputs))
        #expect(try read.marginalLikelihood() == single.marginalLikelihood())
      }
    }
  }

  @Test("a posterior that was read learns from more data like the one that was written")
  func update() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 3, count: 8)
    let more = try TinyProblem<Double>(.classification, seed: 3, count: 12).data
      .selecting([8, 9, 10, 11])
    for structure in Self.structures {
      for subset in Self.subsets {
        guard let written = try posterior(problem, structure, subset),
          written.curvature is any MergeableCurvature
        else { continue }
        let (found, expected) = (
          try again(written).updated(with: more), try written.updated(with: more)
        )
        #expect(found.exampleCount == 12 && found.loss == expected.loss)
        #expect(try found.marginalLikelihood() == expected.marginalLikelihood())
        #expect(try answers(found, problem.probes) == answers(expected, problem.probes))
      }
    }
  }

  @Test("a file that ends early is refused, wherever it ends", arguments: structures)
  func truncated(structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.classification, seed: 3)
    let written = try #require(try posterior(problem, structure, .all))
    let bytes = try PosteriorFile.contents(of: written).bytes()
    let lengths =
      Array(0..<16) + stride(from: 16, to: bytes.count - 1, by: max(1, bytes.count / 97))
      + [bytes.count - 9, bytes.count - 8, bytes.count - 1]
    for length in lengths {
      #expect(throws: (any Error).self) { try read(Array(bytes.prefix(length))) }
    }
  }

  @Test("an entry that is missing, or holds what it cannot mean, is refused", arguments: structures)
  func alteredMetadata(structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.classification, seed: 3)
    let posterior = try #require(try posterior(problem, structure, .all))
    let file = try PosteriorFile.contents(of: posterior)
    let optional: Set = ["scalar"]
    for name in file.metadata.keys where !optional.contains(name) {
      for value in [nil, "", "?", "-1", "nan", "99999999999999999999"] {
        // Layers tell the shape of an input themselves where they begin with a linear one.
        if name == "input_shape", value == nil { continue }
        // Any finite loss can be one, and any positive temperature.
        let number = value.flatMap { Double($0) }
        if name == "loss", number?.isFinite == true { continue }
        if name == "temperature", number ?? 0 > 0 { continue }
        var altered = file
        altered.metadata[name] = value
        #expect(throws: (any Error).self, "\(name)=\(value ?? "-")") {
          try read(altered.bytes())
        }
      }
    }
  }

  @Test(
    "an entry that means something else never gives answers to what was not asked",
    arguments: structures)
  func exchangedMetadata(structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.classification, seed: 3)
    let posterior = try #require(try posterior(problem, structure, .all))
    let file = try PosteriorFile.contents(of: posterior)
    let selection = try #require(file.metadata["selection"])
    let words = selection.split(separator: " ").map(String.init)
    var mustFail: [(String, String)] = [
      ("subset", "last"), ("selection", words.dropLast().joined(separator: " ")),
      ("selection", words.reversed().joined(separator: " ")), ("selection", selection + " 9.bias"),
      ("selection", selection + ":0"), ("n_data", "0"), ("noise", "2"), ("noise", "0"),
      ("temperature", "-0.5"), ("loss", "inf"), ("laplace", "4"), ("prior_shape", "tensors"),
      ("prior_shape", "parameters"), ("prior_shape", "groups:a,b"), ("input_shape", "7"),
      ("layers", "[]"), ("likelihood", "reward"), ("batch", "\(Int.min)"),
    ]
    if !structure.isFunctional, structure.word != "kron", structure.word != "ekfac" {
      mustFail.append(("structure", "kron"))
    }
    if structure.word == "kron" || structure.word == "ekfac" || structure.isFunctional {
      mustFail.append(("curvature", "hessian"))
    }
    if structure.isFunctional {
      mustFail += [("structure", "full"), ("structure", "gp(m=4)"), ("n_data", "8")]
    }
    for (name, value) in mustFail where file.metadata[name] != value {
      var altered = file
      altered.metadata[name] = value
      #expect(throws: (any Error).self, "\(name)=\(value)") { try read(altered.bytes()) }
    }
    // What cannot be seen to be wrong is sound: it answers, or says why not.
    for other in Self.structures {
      for kind in ["ggn", "ef", "mc(samples=2,seed=1)", "hessian"] {
        var altered = file
        altered.metadata["structure"] = other.description
        altered.metadata["curvature"] = kind
        guard let read = try? read(altered.bytes()) else { continue }
        let predictive = try read.linearizedPredictive(at: problem.probes)
        #expect(predictive.variance.scalars.allSatisfy { $0 >= 0 && $0.isFinite })
        #expect(try read.marginalLikelihood().value.isFinite)
      }
    }
  }

  @Test("a functional posterior with other rows than its outputs have is refused")
  func rowsOfOtherOutputs() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    for kind in [CurvatureKind.empiricalFisher, .monteCarloFisher(samples: 7, seed: 1)] {
      var options = LaplaceOptions()
      (options.structure, options.curvature) = (.functional(), kind)
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
      var file = try PosteriorFile.contents(of: posterior)
      file.metadata["structure"] = "gp(outputs=independent)"
      let bytes = file.bytes()
      #expect(throws: LaplaceError.self) { try read(bytes) }
    }
  }

  @Test("the curvature of another network is refused with its number of parameters")
  func otherNetwork() throws {
    let (one, two) = (
      try TinyProblem<Double>(.classification, seed: 0),
      try TinyProblem<Double>(
        .classification, seed: 1)
    )
    for structure in Self.structures {
      let own = try #require(try posterior(one, structure, .all))
      let other = try #require(try posterior(two, structure, .all))
      var file = SafetensorsWriter(metadata: try PosteriorFile.contents(of: own).metadata)
      try ModelFile.add(one.model, to: &file)
      for (name, tensor) in other.curvature.tensors { try file.add("curvature." + name, tensor) }
      try file.add("prior.precision", Tensor([1.0]))
      try file.add("prior.mean", Tensor([0.0]))
      let bytes = file.bytes()
      #expect(throws: LaplaceError.self, "\(structure)") { try read(bytes) }
    }
  }

  @Test("a curvature with a number that is not finite is refused by its name")
  func notFinite() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 3)
    let posterior = try #require(try posterior(problem, .diagonal, .all))
    var file = SafetensorsWriter(metadata: try PosteriorFile.contents(of: posterior).metadata)
    try ModelFile.add(problem.model, to: &file)
    try file.add(
      "curvature.diagonal", Tensor([Double](repeating: .nan, count: posterior.parameterCount)))
    try file.add("prior.precision", Tensor([1.0]))
    try file.add("prior.mean", Tensor([0.0]))
    let bytes = file.bytes()
    #expect(
      throws: LaplaceError.unusableFile(
        "tensor 'curvature.diagonal' holds a number that is not finite")
    ) { try read(bytes) }
  }

  @Test(
    "entries that do not go together are refused, the entry named",
    arguments: [
      ("loss", "nan"), ("loss", "inf"), ("n_data", "0"), ("n_data", "-5"),
      ("curvature", "hessian"), ("subset", "last"), ("structure", "full"), ("noise", "2"),
    ])
  func alteredEntries(name: String, value: String) throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    let posterior = try LaplacePosterior(
      of: problem.model, fittedTo: problem.data, settings: PosteriorSettings())
    var file = try PosteriorFile.contents(of: posterior)
    let whole = try PosteriorFile.read(SafetensorsFile(bytes: file.bytes()), as: Double.self)
    #expect(try whole.marginalLikelihood() == posterior.marginalLikelihood())
    file.metadata[name] = value
    let altered = try SafetensorsFile(bytes: file.bytes())
    #expect(throws: LaplaceError.self) { try PosteriorFile.read(altered, as: Double.self) }
  }

  /// Nil where the structure has no meaning over the subset.
  private func posterior(
    _ problem: TinyProblem<Double>, _ structure: HessianStructure, _ subset: WeightSubset
  ) throws -> LaplacePosterior<Double>? {
    var options = LaplaceOptions()
    (options.structure, options.subset, options.batchSize) = (structure, subset, 5)
    do {
      return try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options, settings: PosteriorSettings())
    } catch CurvatureError.meaningless {
      return nil
    }
  }

  private func allSettings(of posterior: LaplacePosterior<Double>) throws -> [PosteriorSettings] {
    let selection = posterior.selection
    var shapes = [PriorPrecision.Shape.scalar]
    if !posterior.options.structure.isFunctional {
      shapes += [.tensors, .groups(.weightsAndBiases(of: selection))]
      if posterior.options.structure.takesPriorsOfParameters { shapes.append(.parameters) }
    }
    let noise = posterior.model.likelihood == .regression ? 0.1 + 0.2 : 1
    return try shapes.enumerated().map { index, shape in
      try PosteriorSettings(
        priorPrecision: PriorPrecision(
          shape, (0..<shape.count(over: selection)).map { 1 / Double(3 + $0) }),
        priorMean: index % 2 == 0
          ? .scalar(-1.0 / 3) : .vector((0..<selection.count).map { 0.1 * Double($0) }),
        noise: noise, temperature: 0.7)
    }
  }

  private func again<Scalar: TensorScalar>(
    _ posterior: LaplacePosterior<Scalar>
  ) throws -> LaplacePosterior<Scalar> {
    let bytes = try PosteriorFile.contents(of: posterior).bytes()
    return try PosteriorFile.read(SafetensorsFile(bytes: bytes), as: Scalar.self)
  }

  private func read(_ bytes: [UInt8]) throws -> LaplacePosterior<Double> {
    try PosteriorFile.read(SafetensorsFile(bytes: bytes), as: Double.self)
  }

  /// The evidence, the predictive and draws, as numbers.
  private func answers(
    _ posterior: LaplacePosterior<Double>, _ probes: Tensor<Double>
  ) throws -> [Double] {
    let predictive = try posterior.linearizedPredictive(at: probes)
    let draws = try posterior.functionalSamples(at: probes, count: 3, seed: 2, jointly: true)
    let weights =
      posterior.options.structure.hasIndependentOutputs
      ? [] : try posterior.sample(count: 2, seed: 1).scalars
    return predictive.mean.scalars + predictive.covariance.scalars + draws.outputs.scalars
      + weights + [try posterior.marginalLikelihood().value]
  }
}
