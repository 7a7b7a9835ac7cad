import Laplace

/// `ood`: how well uncertainty tells data out of distribution from data in it.
enum OODCommand: Command {
  static let signature = CommandSignature(
    "ood", summary: "whether uncertainty tells data out of distribution",
    parameters: [
      ParameterSignature(
        "sources", .object(.any), help: "posteriors, or map(m1)", isOptional: true,
        isVariadic: true, takesInput: true)
    ],
    options: [
      OptionSignature("in", .object(.data), help: "data in distribution", isRequired: true),
      OptionSignature("out", .object(.data), help: "data out of distribution", isRequired: true),
      OptionSignature(
        "score",
        .choice([
          ChoiceSignature("entropy", help: "that of the predicted class"),
          ChoiceSignature("max", help: "one less the largest probability"),
          ChoiceSignature("mutual", help: "the information of class and weights"),
          ChoiceSignature("variance", help: "that of the outputs; of a regression with the noise"),
        ]), help: "what should be larger out of distribution; entropy, or variance of a regression"),
      .link(), .predictiveType, .weightSamples, .seed,
    ],
    examples: [
      "ood p1 in=d2 out=d9", "ood p1 p2 map(m1) in=d2 out=d9 score=max",
      "ood p1 in=d2 out=d9 score=mutual | plot roc", "ood p1 in=d2 out=d9 type=nn samples=200",
    ], resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let references = arguments.objects("sources")
    let sources =
      references.isEmpty
      ? [try context.posterior(nil)].map { ($0.name, $0.object as any SessionObject) }
      : try references.map { try context.resolve($0) }
    let groups = [
      try context.data(arguments.object("in")), try context.data(arguments.object("out")),
    ]
    let chosen = arguments.choice("score").flatMap { DetectionScore(rawValue: $0.word) }
    let rows = try sources.map { name, source in
      let predictions = try groups.map {
        try prediction(of: source, name, on: $0.object, arguments, context)
      }
      let score = chosen ?? (predictions[0].probabilities == nil ? .variance : .entropy)
      try refuseCertain(source, predictions[0], score, arguments)
      let scores = try predictions.map {
        try $0.detection(
          by: score, integral: arguments.link?.integral, cancellation: context.cancellation)
      }
      return try DetectionObject.Row(
        name: name, score: score, inside: scores[0], outside: scores[1])
    }
    let object = DetectionObject(rows: rows, inName: groups[0].name, outName: groups[1].name)
    return Outcome(results: [.init(object: object)], receipt: object.headline)
  }

  private static func prediction(
    of source: any SessionObject, _ name: String, on data: DataObject, _ arguments: BoundArguments,
    _ context: CommandContext
  ) throws -> PredictionObject {
    switch source {
    case let fitted as PosteriorObject:
      return try context.prediction(of: fitted.posterior, named: name, on: data, arguments)
    case let model as ModelObject: return try PredictionObject(of: model, named: name, on: data)
    default:
      throw Problem(
        .wrongObjectKind, "'\(name)' is \(source.kind.phrase); a posterior or map(m1) is needed.",
        at: arguments.place(of: "sources"))
    }
  }

  /// A network alone has no variance, unless it tells its noise, and no information about its weights.
  private static func refuseCertain(
    _ source: any SessionObject, _ prediction: PredictionObject, _ score: DetectionScore,
    _ arguments: BoundArguments
  ) throws(Problem) {
    guard source is ModelObject, score == .mutual || score == .variance,
      prediction.likelihood != .heteroscedastic
    else { return }
    throw Problem(
      .notApplicable,
      "\(prediction.sourceName) is a network alone, for which score=\(score.rawValue) is the same "
        + "everywhere.", at: arguments.place(of: "score") ?? arguments.place(of: "sources"),
      remedies: ["a posterior", "of classes score=entropy or score=max"])
  }
}
