import Laplace

extension OptionSignature {
  /// How outputs become probabilities.
  static func link(default text: String? = nil) -> OptionSignature {
    OptionSignature(
      "link",
      .choice([
        ChoiceSignature("probit", help: "closed form by the probit function"),
        ChoiceSignature(
          "mc", help: "the mean over samples, with its standard error",
          options: [
            OptionSignature(
              "samples",
              .number(
                NumberRule(minimum: 1, maximum: Double(SoftmaxIntegral.pointLimit), isWhole: true)),
              default: "1000", help: "how many"),
            .seed,
          ]),
        ChoiceSignature("bridge", help: "the Laplace bridge to a Dirichlet distribution"),
        ChoiceSignature("bridge_norm", help: "the bridge of outputs scaled to a common variance"),
        ChoiceSignature("mf0", help: "mean field, with the variance of one output"),
        ChoiceSignature("mf1", help: "mean field, with independent outputs"),
        ChoiceSignature("mf2", help: "mean field, with the variances of differences"),
        ChoiceSignature(
          "gh", help: "Gauss-Hermite quadrature, for few classes", aliases: ["quadrature"],
          options: [
            OptionSignature(
              "order", .number(NumberRule(minimum: 1, maximum: 200, isWhole: true)),
              default: "20", help: "the nodes along an axis")
          ]),
      ]), default: text, help: "how outputs become probabilities")
  }

  /// The seed of a draw.
  static var seed: OptionSignature {
    OptionSignature("seed", .number(.index), default: "0", help: "the seed of the draws")
  }
}

extension BoundArguments {
  /// The link that `link=` names.
  var link: LinkApproximation? {
    guard let choice = choice("link") else { return nil }
    switch choice.word {
    case "mc":
      return .monteCarlo(
        samples: choice.arguments.integer("samples") ?? 1000, seed: choice.arguments.seed)
    case "bridge": return .bridge
    case "bridge_norm": return .bridgeNormalized
    case "mf0": return .meanField(.single)
    case "mf1": return .meanField(.independent)
    case "mf2": return .meanField(.joint)
    case "gh": return .quadrature(order: choice.arguments.integer("order") ?? 20)
    default: return .probit
    }
  }

  /// The seed that `seed=` gives.
  var seed: UInt64 { UInt64(integer("seed") ?? 0) }
}
