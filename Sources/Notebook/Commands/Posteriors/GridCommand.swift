import Laplace

/// `grid`: the evidence over prior precisions, noises and temperatures.
enum GridCommand: Command {
  private static let axis = ValueKind.anyOf([
    .range(.positive), .list(of: .number(.positive)),
  ])

  static let signature = CommandSignature(
    "grid", summary: "the evidence over a grid of prior precisions, noises and temperatures",
    parameters: [
      ParameterSignature(
        "posteriors", .object(.posterior), help: "the posteriors; the last one without",
        isOptional: true, isVariadic: true, takesInput: true)
    ],
    options: [
      OptionSignature(
        "prior", axis, default: "1e-4..1e4 log 21", help: "prior precision",
        examples: ["1e-4..1e4 log 21"]),
      OptionSignature("noise", axis, help: "observation noise", examples: ["0.1..1 log 11"]),
      OptionSignature("temp", axis, help: "temperature", examples: ["0.1..1 lin 10"]),
      OptionSignature(
        "metric",
        .list(
          of: .choice([
            ChoiceSignature("evidence", help: "log marginal likelihood (no data needed)"),
            ChoiceSignature("effective", help: "effective number of parameters"),
          ])), default: "evidence", help: "what is given at each point"),
    ],
    examples: [
      "grid p1 prior=1e-4..1e4 log 21", "grid p1 p2 prior=1e-2..1e4 log 13 | plot",
    ], resultKind: .grid)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let posteriors = try context.posteriors(arguments.objects("posteriors"))
    let priors = arguments.numbers("prior") ?? []
    let noises = arguments.numbers("noise")
    let temperatures = arguments.numbers("temp")
    let curves = try posteriors.map { name, object in
      GridObject.Curve(
        posteriorName: name,
        grid: try object.posterior.evidenceGrid(
          priorPrecisions: priors, noises: noises, temperatures: temperatures,
          cancellation: context.cancellation, progress: context.progress))
    }
    let axes: [GridAxis] =
      [.prior] + (noises == nil ? [] : [.noise]) + (temperatures == nil ? [] : [.temp])
    let metrics = arguments.choices("metric").compactMap { GridMetric(rawValue: $0.word) }
    let object = GridObject(curves: curves, axes: axes, metrics: Set(metrics))
    let count = curves.reduce(0) { $0 + $1.grid.points.count }
    return Outcome(
      results: [.init(object: object, defaultName: context.session.bindings.freeName("g"))],
      receipt: "grid \(posteriors.map(\.name).joined(separator: " ")) over \(count) points: "
        + object.headline,
      warnings: warnings(object, posteriors), isPartial: object.isPartial)
  }

  private static func warnings(
    _ object: GridObject, _ posteriors: [(name: String, object: PosteriorObject)]
  ) -> [Problem] {
    var warnings: [Problem] = []
    if object.isPartial {
      let done = object.curves.reduce(0) { $0 + $1.grid.points.count }
      let all = object.curves.reduce(0) { $0 + $1.grid.requestedCount }
      warnings.append(
        Problem(.partialResult, "stopped after \(done) of \(all) points, which are kept."))
    }
    for curve in object.curves where curve.grid.isBestAtEdge && !object.isPartial {
      warnings.append(
        Problem(
          .bestAtEdge, "the best point of \(curve.posteriorName) lies at the edge of the grid.",
          remedies: ["a wider range"]))
    }
    return warnings
  }
}
