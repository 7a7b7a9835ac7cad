import Curvature
import Laplace

/// `fit`: Laplace posteriors of a trained model.
enum FitCommand: Command {
  static let signature = CommandSignature(
    "fit", summary: "a Laplace posterior around a model's trained weights",
    parameters: [
      ParameterSignature(
        "model", .object(.model), help: "the model; the last one without it", isOptional: true,
        takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data; those of the training without it"),
      .subset, .structure, .curvature,
      .prior(default: "1"), .priorMean, .noise(default: "1"), .temperature(default: "1"),
      OptionSignature(
        "batch", .number(.count), help: "examples at a time; chosen by memory without it"),
    ],
    flags: [FlagSignature("long", help: "fits that take more than ten minutes too")],
    examples: [
      "p1 = fit m1 on=d1 subset=all structure=full",
      "p1, p2, p3 = fit m1 structure=[full,kron,diag]",
      "fit m1 structure=[full,ekfac,lowrank(rank=20)] subset=[all,last]",
      "fit m1 subset=subnet(k=20,by=magnitude) curvature=hessian",
    ], resultKind: .posterior)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (modelName, model) = try context.model(arguments.object("model"))
    let (dataName, data) = try context.data(arguments.object("on"), ofTraining: model)
    let structures = arguments.structures
    let flavours = try arguments.subsets().flatMap { subset in
      structures.map { (subset: subset, structure: $0) }
    }
    let options = options(arguments)
    let clock = ContinuousClock()
    let start = clock.now
    try model.model.checkScale(of: data)
    let posteriors = try model.model.posteriors(
      on: data.dataset, flavours: flavours, options: options,
      cancellation: context.cancellation, progress: context.progress
    ) { selection in
      try context.settings(
        arguments, of: model.model, over: selection, else: try PosteriorSettings())
    }
    let objects = try posteriors.map {
      try PosteriorObject(
        $0, modelName: modelName, data: data.fingerprint,
        seconds: start.duration(to: clock.now).seconds)
    }
    var names = context.session.bindings
    return Outcome(
      results: objects.map { object in
        let name = names.freeName("p")
        names.bind(name, to: object)
        return .init(object: object, defaultName: name)
      },
      receipt: "fit \(modelName) on=\(dataName): "
        + objects.map(\.headline).joined(separator: "; ")
        + " · \(volatile(duration(start.duration(to: clock.now).seconds)))",
      output: [],
      warnings: warnings(modelName, model, on: dataName, data)
        + (try doubts(
          objects.map(\.posterior), model, on: data, isPriorGiven: arguments.isGiven("prior"))))
  }

  private static func options(_ arguments: BoundArguments) -> LaplaceOptions {
    var options = LaplaceOptions()
    options.curvature = arguments.curvature ?? options.curvature
    options.batchSize = arguments.integer("batch")
    options.timeLimit = arguments.isOn("long") ? nil : 600
    return options
  }

  /// A Laplace approximation belongs to a maximum: weights that are not at one are worth a word.
  private static func warnings(
    _ modelName: String, _ model: ModelObject, on dataName: String, _ data: DataObject
  ) -> [Problem] {
    guard let training = model.training else {
      return [
        Problem(
          .notAtMaximum, "\(modelName) was not trained here: is it at a maximum of its posterior?",
          remedies: ["train \(modelName) on=\(dataName)"])
      ]
    }
    guard training.data == data.fingerprint else {
      return [
        Problem(
          .dataReuse, "\(modelName) was trained on other data than \(dataName).",
          remedies: ["train \(modelName) on=\(dataName)"])
      ]
    }
    return []
  }

  /// What the fits tell by themselves, each finding once: what asks for another pass over the data is left
  /// to `doctor`, and a prior that was asked for is no mistake.
  private static func doubts(
    _ posteriors: [any SessionPosterior], _ model: ModelObject, on data: DataObject,
    isPriorGiven: Bool
  ) throws -> [Problem] {
    let training = model.training.flatMap { $0.data == data.fingerprint ? $0.conditions : nil }
    var told: Set<String> = isPriorGiven ? ["prior"] : []
    let doubts = try posteriors.flatMap { try $0.examinationOfFit(training: training).findings }
      .filter { $0.severity >= .warning && told.insert($0.name).inserted }
    return doubts.enumerated().map { place, finding in
      Problem(
        .doubtfulFit, finding.text,
        remedies: finding.remedies + (place == doubts.count - 1 ? ["doctor says more"] : []))
    }
  }
}
