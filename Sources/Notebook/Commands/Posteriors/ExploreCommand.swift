import Laplace

/// `explore`: a posterior over all its settings, live on the full screen.
enum ExploreCommand: Command {
  static let signature = CommandSignature(
    "explore",
    summary:
      "a posterior under sliders for prior, noise and temperature; its optima where there is "
      + "no screen",
    parameters: [
      ParameterSignature(
        "posterior", .object(.posterior), help: "the posterior; the last one without",
        isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature(
        "on", .object(.data), help: "the data that is scored; the last data without it")
    ],
    examples: ["explore p1", "explore p1 on=d2"], resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.posterior(arguments.object("posterior"))
    let data =
      try arguments.object("on").map { try context.data($0) } ?? (try? context.data(nil))
    let exploration = try Exploration(
      object, named: name, on: data.map { ($0.name, $0.object) })
    if arguments.isGiven("on"), exploration.points == nil, let data {
      throw Problem(
        .notApplicable, "\(data.name) does not have the inputs that \(name) takes.",
        at: arguments.place(of: "on"))
    }
    let report = try ExplorationReport(
      exploration, cancellation: context.cancellation, progress: context.progress)
    var outcome = Outcome(
      results: [.init(object: report)], receipt: "explore \(report.headline)")
    outcome.exploration = exploration
    return outcome
  }
}
