import Laplace

/// `at`: a posterior at another prior, noise or temperature.
enum AtCommand: Command {
  static let signature = CommandSignature(
    "at", summary: "a posterior at another prior, noise or temperature, over the same curvature",
    parameters: [
      ParameterSignature(
        "posterior", .object(.posterior), help: "the posterior; the last one without",
        isOptional: true, takesInput: true)
    ],
    options: [.prior(), .priorMean, .noise(), .temperature()],
    examples: [
      "p2 = at p1 prior=0.1 noise=0.3", "p2 = at p1 prior=[1,1,0.1,0.1] temp=0.5",
      "p2 = at p1 prior=kinds(weights=1,biases=0.1)",
    ],
    resultKind: .posterior)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.posterior(arguments.object("posterior"))
    let settings = try context.settings(arguments, of: object.posterior)
    let result = try PosteriorObject(
      object.posterior.at(settings), modelName: object.modelName, data: object.data,
      seconds: object.seconds)
    return Outcome(
      results: [.init(object: result, defaultName: context.session.bindings.freeName("p"))],
      receipt: "at \(name): \(result.headline)", output: [])
  }
}
