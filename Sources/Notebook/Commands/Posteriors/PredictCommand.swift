import Laplace

/// `predict`: what a posterior says about inputs.
enum PredictCommand: Command {
  static let signature = CommandSignature(
    "predict", summary: "means, variances and probabilities at inputs",
    parameters: [
      ParameterSignature(
        "source", .object(.any), help: "a posterior, or map(m1) for the network alone",
        isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the inputs; the last data without it"),
      OptionSignature(
        "x", .anyOf([.range(.any), .list(of: .number(.any))]),
        help: "inputs of a network with a single one", examples: ["-4..4 200"]),
      .predictiveType, .link(default: "probit"), .prior(), .noise(), .temperature(),
      OptionSignature(
        "samples", .number(.count),
        help: "outputs drawn for | json, functions with +joint; weights with type=nn"),
      .seed,
    ],
    flags: [
      FlagSignature("joint", help: "covariances between inputs"),
      FlagSignature("split", help: "the aleatoric and the epistemic part of the uncertainty"),
      FlagSignature("noise", help: "variances of a regression that include the noise"),
      FlagSignature("layers", help: "what each parameter tensor contributes to the variance"),
    ],
    columnOptions: .inputs,
    examples: [
      "r1 = predict p1 on=d2 type=glm link=probit", "predict p1 on=d2 link=mc(samples=1000) +split",
      "predict p1 x=-4..4 200 | plot data=d1", "predict p1 x=-4..4 200 samples=5 +joint | json",
      "predict p1 on=d2 type=nn samples=100 seed=0", "predict p1 on=d2 +layers",
      "predict p1 x1=-3..3 60 x2=-3..3 40 | plot heatmap z=entropy data=d1",
    ],
    resultKind: .prediction)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, source) =
      try arguments.object("source").map { try context.resolve($0) }
      ?? context.posterior(nil)
    let grid = try context.inputGrid(
      arguments, of: signature, insteadOf: ["on", "x"], for: source, named: name)
    let (dataName, data) =
      try grid.map { ("grid", $0.data) }
      ?? context.singleInput(arguments, for: source, named: name)
      ?? context.data(arguments.object("on"))
    var object: PredictionObject
    switch source {
    case let fitted as PosteriorObject:
      let posterior = try fitted.posterior.at(
        try context.settings(arguments, of: fitted.posterior))
      if let sampling = try arguments.weightSampling() {
        object = try PredictionObject(
          of: posterior, named: name, on: data, sampling: sampling, keepingFinished: true,
          cancellation: context.cancellation, progress: context.progress)
        break
      }
      object = try PredictionObject(
        of: posterior, named: name, on: data,
        link: arguments.link ?? .probit, joint: arguments.isOn("joint"),
        keepingFinished: true, cancellation: context.cancellation, progress: context.progress)
    case let model as ModelObject:
      object = try PredictionObject(
        of: model, named: name, on: data, noise: arguments.number("noise"))
    default:
      throw Problem(
        .wrongObjectKind,
        "predict takes a posterior or a model, and '\(name)' is "
          + "\(source.kind.phrase).", at: arguments.place(of: "source"))
    }
    object.grid = grid?.grid
    try complete(&object, source, arguments, context)
    let lacksCovariances = arguments.isOn("joint") && object.jointCovariance == nil
    let isPartial = object.count < data.dataset.count || lacksCovariances
    return Outcome(
      results: [.init(object: object, defaultName: context.session.bindings.freeName("r"))],
      receipt: "predict on=\(dataName): \(object.headline)",
      warnings: isPartial
        ? [
          Problem(
            .partialResult,
            "stopped after \(object.count) of \(data.dataset.count) inputs, which are kept"
              + (lacksCovariances ? " without covariances between them." : "."))
        ] : [], isPartial: isPartial)
  }

  /// Adds what only some predictions have: the noise, the split, samples.
  private static func complete(
    _ object: inout PredictionObject, _ source: any SessionObject, _ arguments: BoundArguments,
    _ context: CommandContext
  ) throws {
    if arguments.isOn("noise") {
      guard object.isRegression else {
        throw Problem(
          .notApplicable,
          "+noise adds the noise of a regression, and \(object.sourceName) has none.",
          at: arguments.place(ofFlag: "noise"))
      }
      try object.includeNoise()
    }
    if arguments.isOn("split") {
      object.split = try object.split(
        by: arguments.link?.integral, cancellation: context.cancellation)
    }
    if arguments.isOn("layers") {
      guard let fitted = source as? PosteriorObject, object.sampling == nil else {
        throw Problem(
          .notApplicable,
          "+layers divides the variance of a linearised posterior, and \(object.sourceName) has none.",
          at: arguments.place(ofFlag: "layers"))
      }
      let posterior = try fitted.posterior.at(
        try context.settings(arguments, of: fitted.posterior))
      object.shares = VarianceSharesView(
        names: posterior.selection.layout.tensors.map(\.name),
        shares: try posterior.shares(
          at: object.data.dataset.inputs, cancellation: context.cancellation))
    }
    let lacksCovariances = arguments.isOn("joint") && object.jointCovariance == nil
    if object.sampling == nil, !lacksCovariances, let count = arguments.integer("samples") {
      guard source is PosteriorObject else {
        throw Problem(
          .notApplicable,
          "samples= draws from a posterior, and \(object.sourceName) is a network alone.",
          at: arguments.place(of: "samples"))
      }
      object.samples = try object.drawn(count, seed: arguments.seed)
    }
  }
}
