import NeuralNetworks

/// `train`: a model trained to the maximum of its posterior.
enum TrainCommand: Command {
  static let signature = CommandSignature(
    "train", summary: "trains a model to the maximum of its posterior (MAP)",
    parameters: [
      ParameterSignature(
        "model", .object(.model), help: "the model; the last one without it", isOptional: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data; the last data without it"),
      OptionSignature(
        "epochs", .number(NumberRule.count.of(.epochs)), default: "500",
        help: "passes over the data"),
      OptionSignature("lr", .number(.positive), default: "1e-2", help: "the step size"),
      OptionSignature(
        "opt",
        .choice([
          ChoiceSignature("adam", help: "Adam"),
          ChoiceSignature("sgd", help: "gradient descent with momentum"),
        ]), default: "adam", help: "the optimiser"),
      OptionSignature(
        "schedule",
        .choice([
          ChoiceSignature("constant", help: "the step size stays"),
          ChoiceSignature("cosine", help: "it falls to zero, so that training settles"),
        ]), default: "constant", help: "how the step size changes"),
      OptionSignature(
        "momentum", .number(.between(0, 1)), default: "0.9", help: "the momentum of sgd"),
      OptionSignature(
        "prior", .anyOf([.number(.nonNegative), .object(.posterior)]), default: "1",
        help: "the prior precision: weight decay; or a posterior of earlier data",
        aliases: ["wd"], examples: ["1e-2", "p1"]),
      OptionSignature(
        "noise", .number(.positive), default: "1", help: "the observation noise of a regression"),
      OptionSignature(
        "batch",
        .anyOf([
          .number(.count), .choice([ChoiceSignature("all", help: "all examples at once")]),
        ]), default: "all", help: "examples in a step"),
      OptionSignature("seed", .number(.index), help: "the seed of the order of examples"),
      OptionSignature(
        "by",
        .choice([
          ChoiceSignature("map", help: "the weights alone, at the prior and noise given"),
          ChoiceSignature("evidence", help: "weights, prior and noise together"),
        ]), default: "map", help: "what is learned"),
    ] + EvidenceTrainingArguments.options,
    flags: [EvidenceTrainingArguments.fixedNoise],
    examples: [
      "train m1 on=d1 epochs=500 lr=1e-2 opt=adam prior=1e-2 batch=all",
      "train m1 on=d1 by=evidence shape=layers structure=kron burnin=100 every=10",
      "train m1 on=d2 prior=p1",
    ],
    resultKind: .model)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, model) = try context.model(arguments.object("model"))
    let (dataName, data) = try context.data(arguments.object("on"))
    let options = options(arguments, context)
    guard arguments.choice("by")?.word != "evidence" else {
      try EvidenceTrainingArguments.check(arguments)
      return try byEvidence(arguments, context, options, (name, model), (dataName, data))
    }
    try EvidenceTrainingArguments.checkAbsence(arguments)
    let prior = try arguments.object("prior").map { try context.posterior($0) }
    let clock = ContinuousClock()
    let start = clock.now
    try model.model.checkScale(of: data)
    let trained = try model.model.trained(
      on: data.dataset, options: options, prior: prior?.object.posterior,
      cancellation: context.cancellation, progress: context.progress)
    let seconds = start.duration(to: clock.now).seconds
    let record = TrainingRecord(
      losses: (model.training?.losses ?? []) + trained.losses, loss: trained.loss,
      gradientNorm: trained.gradientNorm,
      priorPrecision: prior == nil ? options.priorPrecision : nil,
      noise: options.noise,
      data: data.fingerprint, seconds: seconds, isPartial: trained.isPartial)
    let object = ModelObject(trained.model, training: record)
    let warnings = warnings(trained, options)
    return Outcome(
      results: [.init(object: object, defaultName: name)],
      receipt: "train \(name) on=\(dataName) epochs=\(options.epochs) lr="
        + "\(formatted(options.learningRate)) opt=\(options.optimizer.rawValue) prior="
        + "\(prior?.name ?? formatted(options.priorPrecision)) batch=\(options.batchSize.map(String.init) ?? "all")"
        + ": \(record.curve) \(record.headline) · \(volatile(duration(seconds)))",
      output: [], json: record.json, warnings: warnings, isPartial: trained.isPartial)
  }

  /// Learns prior precision and noise along with the weights.
  private static func byEvidence(
    _ arguments: BoundArguments, _ context: CommandContext, _ training: TrainingOptions,
    _ model: (name: String, object: ModelObject), _ data: (name: String, object: DataObject)
  ) throws -> Outcome {
    let options = EvidenceTrainingArguments.options(arguments, training)
    let clock = ContinuousClock()
    let start = clock.now
    let result = try model.object.model.trainedByEvidence(
      on: data.object.dataset, options: options, cancellation: context.cancellation,
      progress: context.progress)
    let seconds = start.duration(to: clock.now).seconds
    let trained = result.trained
    let settings = result.posterior.settings
    let record = TrainingRecord(
      losses: trained.losses, loss: trained.loss, gradientNorm: trained.gradientNorm,
      priorPrecision: settings.priorPrecision.scalar, noise: settings.noise,
      data: data.object.fingerprint, seconds: seconds, isPartial: trained.isPartial,
      evidences: result.evidences)
    let posterior = try PosteriorObject(
      result.posterior, modelName: model.name, data: data.object.fingerprint, seconds: seconds)
    let best = result.evidences[result.best]
    return Outcome(
      results: [
        .init(object: ModelObject(trained.model, training: record), defaultName: model.name),
        .init(object: posterior, defaultName: context.session.bindings.freeName("p")),
      ],
      receipt: "train \(model.name) on=\(data.name) by=evidence: loss \(record.curve) · evidence "
        + "\(formatted(best.evidence, significant: 6)) after epoch \(best.epoch) of "
        + "\(trained.losses.count); \(posterior.headline) · \(volatile(duration(seconds)))",
      output: result.evidences.count > 2 ? [.plot(record.evidencePlot())] : [],
      json: record.json, warnings: warnings(trained, training), isPartial: trained.isPartial)
  }

  private static func warnings(
    _ trained: TrainedModel, _ options: TrainingOptions
  ) -> [Problem] {
    guard trained.isPartial else { return [] }
    return [
      Problem(
        .partialResult,
        "stopped after \(trained.losses.count) of \(options.epochs) epochs; the "
          + "weights so far are kept.")
    ]
  }

  private static func options(
    _ arguments: BoundArguments, _ context: CommandContext
  ) -> TrainingOptions {
    var options = TrainingOptions()
    options.epochs = arguments.integer("epochs") ?? options.epochs
    options.learningRate = arguments.number("lr") ?? options.learningRate
    options.optimizer =
      arguments.choice("opt").flatMap { OptimizerKind(rawValue: $0.word) } ?? .adam
    options.schedule =
      arguments.choice("schedule").flatMap { Schedule(rawValue: $0.word) } ?? .constant
    options.momentum = arguments.number("momentum") ?? options.momentum
    options.priorPrecision = arguments.number("prior") ?? options.priorPrecision
    options.noise = arguments.number("noise") ?? options.noise
    options.batchSize = arguments.integer("batch")
    options.seed = arguments.integer("seed").map(UInt64.init) ?? context.session.settings.seed
    return options
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
