import Laplace

/// How weights are drawn for a prediction.
struct WeightSampling: Sendable {
  /// The number of draws.
  let count: Int
  /// The seed of the draws.
  let seed: UInt64
}

extension OptionSignature {
  /// How weights become outputs.
  static let predictiveType = OptionSignature(
    "type",
    .choice([
      ChoiceSignature("glm", help: "linearised in the weights"),
      ChoiceSignature("nn", help: "the network itself at weights that are drawn"),
    ]),
    default: "glm", help: "how weights become outputs")

  /// The number of draws.
  static let weightSamples = OptionSignature(
    "samples", .number(.count), default: "100", help: "draws of the weights with type=nn")
}

extension BoundArguments {
  /// The draws that `type=nn` asks for, 100 unless said otherwise; nil for another type.
  ///
  /// Refuses what is of `type=glm` beside it.
  func weightSampling() throws -> WeightSampling? {
    guard choice("type")?.word == "nn" else { return nil }
    try refuse(["link"], belongingTo: "type=glm")
    guard !isOn("joint") else {
      throw Problem(
        .notApplicable, "+joint belongs to type=glm.", at: place(ofFlag: "joint"))
    }
    return WeightSampling(count: integer("samples") ?? 100, seed: seed)
  }

  /// Refuses options that are given although they belong to another type.
  func refuse(_ names: [String], belongingTo type: String) throws {
    for name in names where isGiven(name) {
      throw Problem(.notApplicable, "\(name)= belongs to \(type).", at: place(of: name))
    }
  }
}

extension CommandContext {
  /// What a posterior says about data, linearised by a link or by drawn weights, as `type=` asks.
  func prediction(
    of posterior: any SessionPosterior, named name: String, on data: DataObject,
    _ arguments: BoundArguments
  ) throws -> PredictionObject {
    guard let sampling = try arguments.weightSampling() else {
      try arguments.refuse(["samples", "seed"], belongingTo: "type=nn")
      return try PredictionObject(
        of: posterior, named: name, on: data, link: arguments.link ?? .probit,
        cancellation: cancellation, progress: progress)
    }
    return try PredictionObject(
      of: posterior, named: name, on: data, sampling: sampling, cancellation: cancellation,
      progress: progress)
  }
}
