import Datasets
import Laplace

/// `doctor`: what is wrong with a model or a posterior, what is right, and what to do.
enum DoctorCommand: Command {
  static let signature = CommandSignature(
    "doctor", summary: "what is right and wrong with a model or a posterior, and what to do",
    parameters: [
      ParameterSignature(
        "subject", .object(.any), help: "a model or a posterior; the last posterior without it",
        isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature(
        "on", .object(.data),
        help: "the data of the fit, or data kept back, on which predictions are judged")
    ],
    examples: ["doctor m1 on=d1", "doctor p1 on=d2", "doctor p1 | json"], resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let patient = try Patient(arguments, context)
    let (dataName, data) = try context.data(arguments.object("on"))
    let fitted = patient.fittedData(givenAs: data, in: context.session.bindings)
    let examination = try patient.model.examination(
      with: patient.posterior?.posterior,
      training: patient.training.flatMap {
        $0.data == patient.data ?? $0.data ? $0.conditions : nil
      },
      fittedTo: fitted?.dataset, evaluatedOn: data.dataset,
      grids: patient.grids(in: context.session.bindings),
      cancellation: context.cancellation, progress: context.progress)
    let object = ExaminationObject(
      examination: examination, subjectName: patient.name, dataName: dataName)
    return Outcome(
      results: [.init(object: object)],
      receipt: "doctor \(patient.name) on=\(dataName): \(object.headline)"
        + (fitted == nil
          ? "; the session does not hold the data of the fit, so gradients are not examined" : ""))
  }
}

/// What `doctor` was asked about, and what the session knows of it.
private struct Patient {
  let name: String
  let model: any SessionModel
  let posterior: PosteriorObject?
  /// How the model was trained; nil where the session does not know.
  let training: TrainingRecord?
  /// The fingerprint of the data of the fit, or of the training; nil where the model was not trained here.
  let data: Fingerprint?

  init(_ arguments: BoundArguments, _ context: CommandContext) throws {
    let bindings = context.session.bindings
    let (name, object) = try Self.subject(arguments, context)
    self.name = name
    switch object {
    case let object as PosteriorObject:
      posterior = object
      model = object.posterior.sessionModel
      let weights = ModelObject(model).fingerprint
      training =
        bindings.names.lazy.compactMap { bindings[$0] as? ModelObject }
        .first { $0.fingerprint == weights && $0.training != nil }?.training
      data = object.data
    case let object as ModelObject:
      posterior = nil
      model = object.model
      training = object.training
      data = object.training?.data
    default:
      throw Problem(
        .wrongObjectKind, "'\(name)' is \(object.kind.phrase); a model or a posterior is needed.",
        at: arguments.place(of: "subject"))
    }
  }

  /// What was named, came through the pipe, or was fitted or made last.
  private static func subject(
    _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> (name: String, object: any SessionObject) {
    if let reference = arguments.object("subject") { return try context.resolve(reference) }
    if let input = context.input { return (context.inputName ?? "_", input) }
    if context.session.bindings.latest(.posterior) != nil { return try context.posterior(nil) }
    return try context.model(nil)
  }

  /// The data of the fit: those given, unless it is known to have had others; nil where the session does
  /// not hold them.
  func fittedData(givenAs given: DataObject, in bindings: Bindings) -> DataObject? {
    guard let data, data != given.fingerprint else { return given }
    return bindings.names.lazy.compactMap { bindings[$0] as? DataObject }
      .first { $0.fingerprint == data }
  }

  /// The grids of the session that were evaluated of the posterior.
  func grids(in bindings: Bindings) -> [ExaminedGrid] {
    guard let posterior = posterior?.posterior else { return [] }
    return bindings.names.flatMap { name -> [ExaminedGrid] in
      guard let object = bindings[name] as? GridObject else { return [] }
      return object.curves.filter {
        $0.posteriorName == self.name && $0.posterior.options == posterior.options
          && $0.posterior.loss == posterior.loss
      }.map { ExaminedGrid(name: name, grid: $0.grid, quantity: object.ranking) }
    }
  }
}
