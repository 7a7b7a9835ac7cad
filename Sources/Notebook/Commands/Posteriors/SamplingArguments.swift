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
  static let samples = OptionSignature(
    "samples", .number(.count), default: "100", help: "draws of the weights with type=nn")

  /// The seed of the draws.
  static let samplingSeed = OptionSignature(
    "seed", .number(.index), default: "0", help: "seed of the draws")
}

extension BoundArguments {
  /// The draws that `type=nn` asks for; nil for another type.
  ///
  /// Refuses options of one type that are given with another.
  func weightSampling() throws -> WeightSampling? {
    guard choice("type")?.word == "nn" else {
      if !isGiven("link") { try refuse(["samples", "seed"], belongingTo: "type=nn") }
      return nil
    }
    try refuse(["link"], belongingTo: "type=glm")
    guard !isOn("joint") else {
      throw Problem(
        .notApplicable, "+joint belongs to type=glm.", at: place(of: "joint") ?? place(of: "type"))
    }
    return WeightSampling(count: integer("samples") ?? 100, seed: UInt64(integer("seed") ?? 0))
  }

  private func refuse(_ names: [String], belongingTo type: String) throws {
    for name in names where isGiven(name) {
      throw Problem(.notApplicable, "\(name)= belongs to \(type).", at: place(of: name))
    }
  }
}
