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
        "prior", .number(.nonNegative), default: "1", help: "the prior precision: weight decay",
        aliases: ["wd"]),
      OptionSignature(
        "noise", .number(.positive), default: "1", help: "the observation noise of a regression"),
      OptionSignature(
        "batch",
        .anyOf([
          .number(.count), .choice([ChoiceSignature("all", help: "all examples at once")]),
        ]), default: "all", help: "examples in a step"),
      OptionSignature("seed", .number(.index), help: "the seed of the order of examples"),
    ],
    examples: ["train m1 on=d1 epochs=500 lr=1e-2 opt=adam prior=1e-2 batch=all"],
    resultKind: .model)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, model) = try context.model(arguments.object("model"))
    let (dataName, data) = try context.data(arguments.object("on"))
    let options = options(arguments, context)
    let clock = ContinuousClock()
    let start = clock.now
    try model.model.checkScale(of: data)
    let trained = try model.model.trained(
      on: data.dataset, options: options, cancellation: context.cancellation,
      progress: context.progress)
    let seconds = start.duration(to: clock.now).seconds
    let record = TrainingRecord(
      losses: (model.training?.losses ?? []) + trained.losses, loss: trained.loss,
      gradientNorm: trained.gradientNorm, priorPrecision: options.priorPrecision,
      noise: options.noise,
      data: data.fingerprint, seconds: seconds, isPartial: trained.isPartial)
    let object = ModelObject(trained.model, training: record)
    var warnings: [Problem] = []
    if trained.isPartial {
      warnings.append(
        Problem(
          .partialResult,
          "stopped after \(trained.losses.count) of \(options.epochs) epochs; the "
            + "weights so far are kept."))
    }
    return Outcome(
      results: [.init(object: object, defaultName: name)],
      receipt: "train \(name) on=\(dataName) epochs=\(options.epochs) lr="
        + "\(formatted(options.learningRate)) opt=\(options.optimizer.rawValue) prior="
        + "\(formatted(options.priorPrecision)) batch=\(options.batchSize.map(String.init) ?? "all")"
        + ": \(record.curve) \(record.headline) · \(volatile(duration(seconds)))",
      output: [], json: record.json, warnings: warnings, isPartial: trained.isPartial)
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
