import Curvature
import Laplace

extension OptionSignature {
  /// The prior mean μ₀.
  static let priorMean = OptionSignature(
    "mean", .anyOf([.number(.any), .list(of: .number(.any)), .object(.model)]),
    help: "prior mean: a number, one per parameter, or a model's weights", examples: ["0", "m1"])

  /// The observation noise σ.
  static func noise(default text: String? = nil) -> OptionSignature {
    OptionSignature("noise", .number(.positive), default: text, help: "observation noise")
  }

  /// The temperature T.
  static func temperature(default text: String? = nil) -> OptionSignature {
    OptionSignature("temp", .number(.positive), default: text, help: "temperature")
  }
}

extension CommandContext {
  /// Prior, noise and temperature as given, else those of the posterior.
  func settings(
    _ arguments: BoundArguments, of posterior: any SessionPosterior
  ) throws -> PosteriorSettings {
    try settings(
      arguments, of: posterior.sessionModel, over: posterior.selection, else: posterior.settings)
  }

  /// Prior, noise and temperature as given for some weights of a model, else others.
  func settings(
    _ arguments: BoundArguments, of model: any SessionModel, over selection: ParameterSelection,
    else settings: PosteriorSettings
  ) throws -> PosteriorSettings {
    try PosteriorSettings(
      priorPrecision: try arguments.priorPrecision(over: selection) ?? settings.priorPrecision,
      priorMean: try priorMean(arguments, of: model, over: selection) ?? settings.priorMean,
      noise: arguments.number("noise") ?? settings.noise,
      temperature: arguments.number("temp") ?? settings.temperature)
  }

  /// The prior mean as given: a number, numbers, or the weights of a model of the same form.
  private func priorMean(
    _ arguments: BoundArguments, of model: any SessionModel, over selection: ParameterSelection
  ) throws -> PriorMean? {
    guard let reference = arguments.object("mean") else {
      return arguments.numbers("mean").map { $0.count == 1 ? .scalar($0[0]) : .vector($0) }
    }
    let (name, object) = try resolve(reference)
    guard let other = object as? ModelObject else {
      throw Problem(
        .wrongObjectKind, "'\(name)' is \(object.kind.phrase), and a model's weights are needed.",
        at: arguments.place(of: "mean"))
    }
    guard other.model.layout == model.layout else {
      throw Problem(
        .notApplicable, "'\(name)' has other parameters than the posterior's model.",
        at: arguments.place(of: "mean"))
    }
    return .vector(other.model.weights(of: selection))
  }
}
