import Curvature
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
    let (posterior, isRefitted) = try updated(
      object, with: data, at: model?.object.model, in: context)
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
      receipt: "update \(name) on=\(dataName): \(posterior.exampleCount) examples"
        + (isRefitted ? ", fitted anew to all of them" : "")
        + (model == nil ? "" : ", evidence of the old ones at their own weights") + ", "
        + "\(result.headline) · \(volatile(duration(seconds)))",
      output: [],
      warnings: repeats
        ? [
          Problem(
            .dataReuse, "\(name) has seen \(dataName) already: it counts twice now.",
            remedies: ["on= other data"])
        ] : [])
  }

  /// The posterior with more data; one whose curvature is no sum over the data is fitted anew to the data it
  /// had, where the session still holds it, and the new.
  private static func updated(
    _ object: PosteriorObject, with data: DataObject, at model: (any SessionModel)?,
    in context: CommandContext
  ) throws -> (posterior: any SessionPosterior, isRefitted: Bool) {
    let posterior = object.posterior
    do {
      return (
        try posterior.updated(
          with: data.dataset, at: model, cancellation: context.cancellation,
          progress: context.progress), false
      )
    } catch LaplaceError.notUpdatable(let structure) where model == nil {
      let bindings = context.session.bindings
      let known = bindings.names.lazy.compactMap { bindings[$0] as? DataObject }
      guard let old = known.first(where: { $0.fingerprint == object.data }) else {
        throw Problem(
          .notApplicable,
          "\(LaplaceError.notUpdatable(structure: structure)), and the session does not hold the "
            + "data it was fitted to.",
          remedies: ["load that data", "structure=kron, diag, block or full"])
      }
      var options = posterior.options
      if options.subset.word == "subnet" {
        // The weights stay the ones that were chosen, whatever the new data would choose.
        options.subset = .indices(posterior.selection.indices(in: posterior.sessionModel.layout))
      }
      let refitted = try posterior.sessionModel.posteriors(
        on: old.dataset.appending(data.dataset), flavours: [(options.subset, options.structure)],
        options: options, cancellation: context.cancellation, progress: context.progress
      ) { _ in posterior.settings }
      return (refitted[0], true)
    }
  }
}
