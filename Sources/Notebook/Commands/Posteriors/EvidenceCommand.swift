import Laplace

/// `evidence`: the log marginal likelihood and its parts.
enum EvidenceCommand: Command {
  static let signature = CommandSignature(
    "evidence", summary: "the log marginal likelihood of posteriors, and its parts",
    parameters: [
      ParameterSignature(
        "posteriors", .object(.posterior), help: "the posteriors; the last one without",
        isOptional: true, isVariadic: true, takesInput: true)
    ],
    options: [.prior(), .priorMean, .noise(), .temperature()],
    flags: [FlagSignature("grad", help: "derivatives in prior precision, noise and temperature")],
    examples: [
      "evidence p1 prior=0.1 noise=0.3", "evidence p1 p2 p3",
      "evidence p1 prior=[1,1,0.1,0.1] +grad",
    ], resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let posteriors = try context.posteriors(arguments.objects("posteriors"))
    let rows = try posteriors.map { name, object in
      let posterior = try object.posterior.at(
        try context.settings(arguments, of: object.posterior))
      return EvidenceObject.Row(
        posteriorName: name, settings: posterior.settings,
        evidence: try posterior.marginalLikelihood(),
        effectiveParameters: try posterior.effectiveParameters(),
        gradient: arguments.isOn("grad") ? try posterior.evidenceGradient() : nil)
    }
    let object = EvidenceObject(rows: rows)
    return Outcome(
      results: [.init(object: object)], receipt: object.headline,
      warnings: posteriors.flatMap { $0.object.posterior.evidenceWarnings(named: $0.name) })
  }
}
