import Laplace
import TextPlots

/// `calibrate`: scores and reliability of predictions.
enum CalibrateCommand: Command {
  static let signature = CommandSignature(
    "calibrate", summary: "scores and the reliability of predictions",
    parameters: [
      ParameterSignature(
        "sources", .object(.any), help: "predictions, posteriors, or map(m1)",
        isOptional: true, isVariadic: true, takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data; the last data without it"),
      OptionSignature("bins", .number(.count), default: "15", help: "the bins of confidence"),
      .link(), .predictiveType, .weightSamples, .seed,
    ],
    examples: [
      "calibrate r1 bins=15", "calibrate p1 p2 map(m1) on=d2", "calibrate p1 on=d2 link=mf2",
    ], resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let report = try Scoring(arguments, context).report(showsPosteriors: false)
    return Outcome(results: [.init(object: report)], receipt: report.headline)
  }
}

/// `compare`: posteriors and networks side by side.
enum CompareCommand: Command {
  static let signature = CommandSignature(
    "compare", summary: "posteriors and networks side by side",
    parameters: [
      ParameterSignature(
        "sources", .object(.any), help: "posteriors, or map(m1)", isOptional: true,
        isVariadic: true, takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data; the last data without it"),
      OptionSignature("bins", .number(.count), default: "15", help: "the bins of confidence"),
      .link(), .predictiveType, .weightSamples, .seed,
    ],
    examples: ["compare map(m1) p1 p2 on=d2", "compare p1 p2 on=d2 type=nn samples=100"],
    resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let report = try Scoring(arguments, context).report(showsPosteriors: true)
    let posteriors = arguments.objects("sources").compactMap { reference in
      (try? context.resolve(reference)).flatMap { source in
        (source.object as? PosteriorObject).map { (name: source.name, posterior: $0.posterior) }
      }
    }
    return Outcome(
      results: [.init(object: report)], receipt: report.headline,
      warnings: posteriors.count > 1
        ? posteriors.flatMap { $0.posterior.evidenceWarnings(named: $0.name) } : [])
  }
}

/// The scoring that `calibrate` and `compare` share.
private struct Scoring {
  let arguments: BoundArguments
  let context: CommandContext

  init(_ arguments: BoundArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  func report(showsPosteriors: Bool) throws -> ReportObject {
    let references = arguments.objects("sources")
    let sources =
      references.isEmpty
      ? [try context.posterior(nil)].map { ($0.name, $0.object as any SessionObject) }
      : try references.map { try context.resolve($0) }
    var dataName = ""
    let rows = try sources.map { name, source in
      let row = try row(name, source)
      dataName = row.dataName
      return row.row
    }
    return ReportObject(rows: rows, dataName: dataName, showsPosteriors: showsPosteriors)
  }

  private func row(
    _ name: String, _ source: any SessionObject
  ) throws -> (row: ReportObject.Row, dataName: String) {
    switch source {
    case let found as PredictionObject:
      let prediction =
        try arguments.link.map {
          try found.linked(by: $0, cancellation: context.cancellation)
        } ?? found
      return (
        ReportObject.Row(
          name: name, scores: try scores(prediction), sampling: prediction.sampling,
          confusion: try confusion(prediction)),
        prediction.data.source
      )
    case let fitted as PosteriorObject:
      let (dataName, data) = try context.data(arguments.object("on"))
      let prediction = try context.prediction(
        of: fitted.posterior, named: name, on: data, arguments)
      return (
        ReportObject.Row(
          name: name, scores: try scores(prediction),
          evidence: try fitted.posterior.marginalLikelihood().value,
          effectiveParameters: fitted.effectiveParameters, byteCount: fitted.byteCount,
          seconds: fitted.seconds, sampling: prediction.sampling,
          confusion: try confusion(prediction)), dataName
      )
    case let model as ModelObject:
      let (dataName, data) = try context.data(arguments.object("on"))
      let prediction = try PredictionObject(of: model, named: name, on: data)
      return (
        ReportObject.Row(
          name: name, scores: try scores(prediction), confusion: try confusion(prediction)),
        dataName
      )
    default:
      throw Problem(
        .wrongObjectKind,
        "'\(name)' is \(source.kind.phrase); a posterior, a prediction or map(m1) is needed.",
        at: arguments.place(of: "sources"))
    }
  }

  private func scores(_ prediction: PredictionObject) throws -> PredictiveScores {
    do {
      return try PredictiveScores(
        of: prediction.outputs, prediction.likelihood, probabilities: prediction.probabilities,
        noise: prediction.noise, targets: prediction.data.dataset.targets,
        binCount: arguments.integer("bins") ?? 15)
    } catch let error as LaplaceError {
      throw Problem(
        .notApplicable, "\(error): '\(prediction.sourceName)'.", at: arguments.place(of: "on"))
    }
  }

  /// What the classes were taken for; nil where the targets are numbers.
  private func confusion(_ prediction: PredictionObject) throws -> ConfusionChart? {
    prediction.probabilities == nil ? nil : try prediction.confusion(PlotRequest())
  }
}
