import Laplace

/// `update`: a posterior that has seen more data.
enum UpdateCommand: Command {
  static let signature = CommandSignature(
    "update", summary: "a posterior with more data added to its curvature",
    parameters: [
      ParameterSignature(
        "posterior", .object(.posterior), help: "the posterior; the last one without",
        isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data to add; the last data without it"),
      OptionSignature(
        "model", .object(.model),
        help: "the model trained further on it, whose weights become the mean"),
    ],
    examples: ["p2 = update p1 on=d2", "p2 = update p1 on=d2 model=m1"], resultKind: .posterior)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.posterior(arguments.object("posterior"))
    let (dataName, data) = try context.data(arguments.object("on"))
    let model = try arguments.object("model").map { try context.model($0) }
    let clock = ContinuousClock()
    let start = clock.now
    let posterior = try object.posterior.updated(
      with: data.dataset, at: model?.object.model, cancellation: context.cancellation,
      progress: context.progress)
    var fingerprint = object.data
    fingerprint.combine(data.dataset.inputs.scalars)
    let seconds = start.duration(to: clock.now).seconds
    let result = try PosteriorObject(
      posterior, modelName: model?.name ?? object.modelName, data: fingerprint, seconds: seconds)
    let repeats = object.data == data.fingerprint
    return Outcome(
      results: [
        .init(object: result, defaultName: context.session.bindings.freeName("p"))
      ],
      receipt: "update \(name) on=\(dataName): \(posterior.exampleCount) examples, "
        + "\(result.headline) · \(volatile(duration(seconds)))",
      output: [],
      warnings: repeats
        ? [
          Problem(
            .dataReuse, "\(name) has seen \(dataName) already: it counts twice now.",
            remedies: ["on= other data"])
        ] : [])
  }
}
