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
        .list(of: .choice(GridQuantity.words.map { ChoiceSignature($0.word, help: $0.help) })),
        default: "evidence",

        help: "what is given at each point; the best is best by the first that has a better"),
      OptionSignature("on", .object(.data), help: "the data that predictions are scored on"),
      .link(default: "probit"),
    ],
    examples: [
      "grid p1 prior=1e-4..1e4 log 21", "grid p1 p2 prior=1e-2..1e4 log 13 | plot",
      "grid p1 metric=[nll,ece,evidence] on=d2",
    ], resultKind: .grid)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let posteriors = try context.posteriors(arguments.objects("posteriors"))
    let quantities = arguments.choices("metric").compactMap { GridQuantity(word: $0.word) }
    let isScored = quantities.contains { if case .score = $0 { true } else { false } }
    let data =
      isScored || arguments.isGiven("on") ? try context.data(arguments.object("on")).object : nil
    let (noises, temperatures) = (arguments.numbers("noise"), arguments.numbers("temp"))
    var curves: [GridObject.Curve] = []
    for (name, object) in posteriors {
      let grid = try object.posterior.settingsGrid(
        priorPrecisions: arguments.numbers("prior") ?? [], noises: noises,
        temperatures: temperatures, scoredOn: data?.dataset, link: arguments.link ?? .probit,
        startingWith: [],
        cancellation: context.cancellation, progress: context.progress)
      for quantity in quantities {
        if let point = grid.points.first, quantity.value(point) == nil {
          throw LaplaceError.noSuchMetric(
            quantity.word, likelihood: "\(object.posterior.sessionModel.likelihood)")
        }
      }
      curves.append(
        GridObject.Curve(posteriorName: name, posterior: object.posterior, grid: grid))
    }
    let axes: [GridAxis] =
      [.prior] + (noises == nil ? [] : [.noise]) + (temperatures == nil ? [] : [.temp])
    return outcome(
      GridObject(
        curves: curves, axes: axes, quantities: quantities, data: data,
        link: arguments.link ?? .probit), verb: "grid",
      named: context.session.bindings.freeName("g"))
  }

  /// What a grid gives, whole or as far as it came.
  static func outcome(_ object: GridObject, verb: String, named name: String) -> Outcome {
    let count = object.curves.reduce(0) { $0 + $1.grid.points.count }
    return Outcome(
      results: [.init(object: object, defaultName: name)],
      receipt: "\(verb) \(object.curves.map(\.posteriorName).joined(separator: " ")) over "
        + "\(count) points: " + object.headline,
      warnings: warnings(object), isPartial: object.isPartial)
  }

  private static func warnings(_ object: GridObject) -> [Problem] {
    var warnings: [Problem] = []
    if object.isPartial {
      let done = object.curves.reduce(0) { $0 + $1.grid.points.count }
      let all = object.curves.reduce(0) { $0 + $1.grid.requestedCount }
      warnings.append(
        Problem(
          .partialResult, "stopped after \(done) of \(all) points, which are kept.",
          remedies: ["resume gives the rest"]))
    }
    for curve in object.curves
    where curve.grid.isBestAtEdge(by: object.ranking) && !object.isPartial {
      warnings.append(
        Problem(
          .bestAtEdge, "the best point of \(curve.posteriorName) lies at the edge of the grid.",
          remedies: ["a wider range"]))
    }
    return warnings
  }
}

/// `resume`: the points of a grid that was stopped.
enum ResumeCommand: Command {
  static let signature = CommandSignature(
    "resume", summary: "goes on with a grid that was stopped",
    parameters: [
      ParameterSignature(
        "grid", .object(.grid), help: "the grid; the last one without", isOptional: true,
        takesInput: true)
    ],
    examples: ["resume g1"], resultKind: .grid)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, grid): (String, GridObject) = try context.object(arguments.object("grid"), .grid)
    guard grid.isPartial else {
      throw Problem(
        .notApplicable, "'\(name)' has all of its points.", at: arguments.place(of: "grid"))
    }
    let curves = try grid.curves.map { curve in
      let axes = curve.grid.axes
      return GridObject.Curve(
        posteriorName: curve.posteriorName, posterior: curve.posterior,
        grid: try curve.posterior.settingsGrid(
          priorPrecisions: axes.priorPrecisions, noises: axes.noises,
          temperatures: axes.temperatures, scoredOn: grid.data?.dataset, link: grid.link,
          startingWith: curve.grid.points, cancellation: context.cancellation,
          progress: context.progress))
    }
    return GridCommand.outcome(
      GridObject(
        curves: curves, axes: grid.axes, quantities: grid.quantities, data: grid.data,
        link: grid.link),
      verb: "resume", named: name)
  }
}
