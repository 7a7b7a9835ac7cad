import Laplace

/// `tune`: the prior precision, and the noise, that the evidence or data prefers.
enum TuneCommand: Command {
  static let signature = CommandSignature(
    "tune", summary: "a posterior at the prior precision and noise that evidence or data prefers",
    parameters: [
      ParameterSignature(
        "posterior", .object(.posterior), help: "the posterior; the last one without",
        isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature(
        "by",
        .choice([
          ChoiceSignature("evidence", help: "the log marginal likelihood, no data needed"),
          ChoiceSignature("nll", help: "negative log likelihood on held-out data"),
          ChoiceSignature("ece", help: "expected calibration error on held-out data"),
          ChoiceSignature("mse", help: "squared error on held-out data"),
          ChoiceSignature("brier", help: "Brier score on held-out data"),
          ChoiceSignature(
            "loo", help: "negative log likelihood of each training example from the others"),
        ]), default: "evidence", help: "what is made best"),
      OptionSignature(
        "shape",
        .choice(PriorShapeChoice.allCases.map { ChoiceSignature($0.rawValue, help: $0.help) }),
        default: "scalar", help: "how prior precisions are assigned (by=evidence)",
        aliases: ["structure"]),
      OptionSignature("on", .object(.data), help: "the data; the last data without it"),
      OptionSignature(
        "prior", .anyOf([.range(.positive), .list(of: .number(.positive))]),
        default: "1e-4..1e4 log 33", help: "the prior precisions that are tried (not by=evidence)",
        examples: ["1e-4..1e4 log 33"]),
      .link(default: "probit"),
    ],
    flags: [FlagSignature("fixed_noise", help: "the noise stays as it is")],
    examples: [
      "p2 = tune p1 by=evidence", "tune p1 by=evidence shape=layers", "tune p1 by=nll on=d2",
      "tune p1 by=loo on=d1",
    ], resultKind: .posterior)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.posterior(arguments.object("posterior"))
    let word = arguments.choice("by")?.word ?? "evidence"
    try check(arguments, word)
    guard word != "evidence" else { return try byEvidence(arguments, context, name, object) }
    let (dataName, data) = try context.data(arguments.object("on"))
    let result = try object.posterior.tuned(
      by: PredictiveMetric(rawValue: word) ?? .nll, on: data.dataset, leavingOneOut: word == "loo",
      priorPrecisions: arguments.numbers("prior") ?? [], link: arguments.link ?? .probit,
      cancellation: context.cancellation, progress: context.progress)
    var warnings: [Problem] = []
    if word == "loo", data.fingerprint != object.data {
      warnings.append(
        Problem(
          .dataReuse, "\(dataName) is not the data that \(name) was fitted to.",
          remedies: ["on= the data of the fit"]))
    } else if word != "loo", data.fingerprint == object.data {
      warnings.append(
        Problem(
          .dataReuse, "\(dataName) is the data that \(name) was fitted to.",
          remedies: ["on= other data", "by=loo", "by=evidence"]))
    }
    if result.isPartial {
      warnings.append(
        Problem(
          .partialResult,
          "stopped after \(result.points.count) prior precisions; the best of them "
            + "is kept."))
    }
    if result.isAtEdge, !result.isFlat {
      warnings.append(
        Problem(
          .bestAtEdge, "the best prior precision lies at the edge of those tried.",
          remedies: ["prior= a wider range"]))
    }
    var outcome = try outcome(
      result.posterior, of: object, in: context,
      receipt: "tune \(name) by=\(word) on=\(dataName): \(result.headline)",
      fields: result.fields, output: [.plot(result.plot())], warnings: warnings)
    outcome.isPartial = result.isPartial
    return outcome
  }

  /// Refuses options that have no meaning with what is made best.
  private static func check(_ arguments: BoundArguments, _ word: String) throws(Problem) {
    if word == "evidence", let name = ["on", "prior", "link"].first(where: arguments.isGiven) {
      throw Problem(
        .notApplicable,
        "The evidence needs no data to be tuned on, nor values to try: \(name)= is "
          + "for the other choices of by=.",
        at: arguments.place(of: name), remedies: ["by=nll", "by=loo"])
    }
    if word != "evidence", let shape = arguments.choice("shape"), shape.word != "scalar" {
      throw Problem(
        .notApplicable, "by=\(word) tunes one prior precision for all weights.",
        at: arguments.place(of: "shape"), remedies: ["by=evidence shape=\(shape.word)"])
    }
  }

  private static func byEvidence(
    _ arguments: BoundArguments, _ context: CommandContext, _ name: String,
    _ object: PosteriorObject
  ) throws -> Outcome {
    let choice =
      arguments.choice("shape").flatMap { PriorShapeChoice(rawValue: $0.word) } ?? .scalar
    let shape = choice.shape(over: object.posterior.selection)
    let result = try object.posterior.tunedByEvidence(
      shape, keepingNoise: arguments.isOn("fixed_noise"), cancellation: context.cancellation,
      progress: context.progress)
    var warnings = object.posterior.evidenceWarnings(named: name)
    if result.isAtBound {
      warnings.append(
        Problem(
          .bestAtEdge,
          "a prior precision ran to the end of its range: the evidence rises in it without bound.",
          remedies: ["shape=scalar", "train \(object.modelName) further"]))
    } else if !result.isConverged {
      warnings.append(
        Problem(
          .partialResult,
          context.cancellation.isCancelled
            ? "stopped after \(result.stepCount) steps; the settings so far are kept."
            : "the evidence can still rise, but no step was found along which it does."))
    }
    let deviations = try result.deviations()
    var outcome = try outcome(
      result.posterior, of: object, in: context,
      receipt: "tune \(name) by=evidence shape=\(choice.rawValue): "
        + "\(try result.headline(deviations))",
      fields: try result.fields(deviations), output: [], warnings: warnings)
    outcome.isPartial = context.cancellation.isCancelled && !result.isConverged
    return outcome
  }

  private static func outcome(
    _ tuned: any SessionPosterior, of object: PosteriorObject, in context: CommandContext,
    receipt: String, fields: [(name: String, value: JSONValue)], output: [OutputBlock],
    warnings: [Problem]
  ) throws -> Outcome {
    let result = try PosteriorObject(
      tuned, modelName: object.modelName, data: object.data, seconds: object.seconds)
    let evidence = EvidenceObject.Row(
      posteriorName: object.modelName, settings: tuned.settings,
      evidence: try tuned.marginalLikelihood(),
      effectiveParameters: try tuned.effectiveParameters())
    return Outcome(
      results: [
        .init(object: result, defaultName: context.session.bindings.freeName("p"))
      ],
      receipt: receipt, output: output,
      json: .object(EvidenceObject.fields(evidence) + fields), warnings: warnings)
  }
}
