import Laplace

/// `influence`: which training examples a prediction hangs on.
enum InfluenceCommand: Command {
  static let signature = CommandSignature(
    "influence", summary: "which training examples a prediction hangs on",
    parameters: [
      ParameterSignature(
        "source", .object(.posterior), help: "a posterior", isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data of the fit; the last data without it"),
      OptionSignature("at", .object(.data), help: "the inputs of the prediction"),
      OptionSignature(
        "row", .list(of: .number(.count)), help: "only these rows of at=", examples: ["3"]),
      OptionSignature(
        "x", .anyOf([.range(.any), .list(of: .number(.any))]),
        help: "inputs of a network with a single one", examples: ["0.5"]),
      .link(), .prior(), .noise(), .temperature(),
      OptionSignature(
        "top", .number(.count), default: "10", help: "how many examples are shown"),
    ],
    columnOptions: .inputs,
    examples: [
      "influence p1 on=d1 at=d2 row=3", "influence p1 on=d1 x=0.5",
      "influence p1 on=d1 x1=0.2 x2=-1", "influence p1 on=d1 at=d2 | csv influence.csv",
      "influence p1 on=d1 x=0.5 | plot inputs",
    ], resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, fitted) = try context.posterior(arguments.object("source"))
    let (dataName, data) = try context.data(arguments.object("on"))
    let inputs = try inputs(arguments, context, name, fitted)
    let posterior = try fitted.posterior.at(
      try context.settings(arguments, of: fitted.posterior))
    let influence = try posterior.influence(
      of: data.dataset, at: inputs.object.dataset.inputs, cancellation: context.cancellation,
      progress: context.progress)
    let object = InfluenceObject(
      sourceName: name, dataName: dataName, data: data, placeName: inputs.name,
      place: inputs.object, top: arguments.integer("top") ?? 10,
      effects: try InfluenceEffects(
        of: influence, on: posterior.sessionModel, link: arguments.link ?? .probit,
        cancellation: context.cancellation))
    return Outcome(
      results: [.init(object: object)], receipt: object.headline,
      warnings: warnings(influence, name, fitted, dataName, data))
  }

  /// The inputs that `at=`, `x=` or options named after inputs give.
  private static func inputs(
    _ arguments: BoundArguments, _ context: CommandContext, _ name: String,
    _ fitted: PosteriorObject
  ) throws -> (name: String, object: DataObject) {
    let grid = try context.inputGrid(
      arguments, of: signature, insteadOf: ["at", "row", "x"], for: fitted, named: name)
    if let grid { return ("the input", grid.data) }
    if let reference = arguments.object("at") {
      if arguments.isGiven("x") {
        throw Problem(
          .notApplicable, "at= and x= both give inputs.", at: arguments.place(of: "x"),
          remedies: ["one of them"])
      }
      let (name, data) = try context.data(reference)
      guard let rows = arguments.integers("row") else { return (name, data) }
      if let row = rows.first(where: { $0 > data.dataset.count }) {
        throw Problem(
          .numberNotAllowed, "\(name) has \(data.dataset.count) rows, and row \(row) is not one.",
          at: arguments.place(of: "row"))
      }
      let list = rows.map(String.init).joined(separator: ", ")
      return (
        "row\(rows.count == 1 ? "" : "s") \(list) of \(name)",
        DataObject(data.dataset.selecting(rows.map { $0 - 1 }), source: data.source)
      )
    }
    if arguments.isGiven("row") {
      throw Problem(
        .missingArgument, "row= chooses rows of at=, which is not given.",
        at: arguments.place(of: "row"), remedies: ["at=d1 row=1"])
    }
    if let values = arguments.numbers("x"),
      let single = try context.singleInput(arguments, for: fitted, named: name)
    {
      return (values.count == 1 ? "x = \(formatted(values[0]))" : single.name, single.object)
    }
    let first = context.session.inputNames(of: fitted)?.first ?? "x"
    throw Problem(
      .missingArgument, "Influence is that on a prediction, and its inputs are not given.",
      remedies: ["at=d2", "at=d2 row=1", "\(first)=0"])
  }

  private static func warnings(
    _ influence: Influence, _ name: String, _ fitted: PosteriorObject, _ dataName: String,
    _ data: DataObject
  ) -> [Problem] {
    let others =
      fitted.data == data.fingerprint
      ? []
      : [
        Problem(
          .dataReuse,
          "\(name) was fitted to other data than \(dataName), of the same number of examples.",
          remedies: ["on= the data of the fit"])
      ]
    let rows = influence.unremovable
    guard let first = rows.first else { return others }
    let which =
      rows.count == 1
      ? "Example \(first + 1)" : "\(rows.count) examples, the first in row \(first + 1),"
    return others + [
      Problem(
        .partialResult,
        "\(which) cannot be left out: as this curvature sees it, each alone determines a direction of "
          + "the weights.",
        remedies: ["a fit with structure=full, from which each can be left out", "a larger prior="])
    ]
  }
}
