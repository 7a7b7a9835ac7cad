import NeuralNetworks
import Tensors

/// `model`: a network with random weights.
enum ModelCommand: Command {
  static let signature = CommandSignature(
    "model", summary: "a network with random weights",
    parameters: [
      ParameterSignature(
        "kind",
        .choice([ChoiceSignature("mlp", help: "linear layers with a nonlinearity between")]),
        help: "the kind of network"),
      ParameterSignature("sizes", .sizes, help: "the widths, from the inputs to the outputs"),
    ],
    options: [
      OptionSignature(
        "act",
        .choice(
          LayerCatalogue.activations.map { type in
            ChoiceSignature(type.typeName, help: "the nonlinearity \(type.typeName)")
          }), default: "tanh", help: "the nonlinearity", aliases: ["activation"]),
      OptionSignature(
        "like",
        .choice(LikelihoodKind.choices), default: "classification",
        help: "how targets are distributed", aliases: ["likelihood"]),
      OptionSignature("seed", .number(.index), help: "the seed of the weights"),
    ],
    flags: [FlagSignature("bias", help: "layers with a bias", isOnByDefault: true)],
    examples: ["m1 = model mlp [4,8,3] act=tanh like=classification seed=1"], resultKind: .model)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let sizes = arguments.integers("sizes") ?? []
    guard
      let activation = LayerCatalogue.activation(named: arguments.choice("act")?.word ?? "tanh"),
      let likelihood = LikelihoodKind(arguments.choice("like"))
    else { preconditionFailure("the signature offers only what exists") }
    let seed = arguments.integer("seed").map(UInt64.init) ?? context.session.settings.seed
    let widest = zip(sizes, sizes.dropFirst()).map { $0.multipliedReportingOverflow(by: $1) }
    guard widest.allSatisfy({ !$0.overflow && $0.partialValue <= 100_000_000 }) else {
      throw Problem(
        .numberNotAllowed, "A layer of this network would have more than 100 million weights.",
        at: arguments.place(of: "sizes"))
    }
    let model: any SessionModel =
      switch context.session.settings.scalar {
      case .float:
        Model(
          try Network<Float>.perceptron(
            sizes: sizes, activation: activation, bias: arguments.isOn("bias"), seed: seed),
          likelihood: likelihood)
      case .double:
        Model(
          try Network<Double>.perceptron(
            sizes: sizes, activation: activation, bias: arguments.isOn("bias"), seed: seed),
          likelihood: likelihood)
      }
    let object = ModelObject(model)
    return Outcome(
      results: [
        .init(object: object, defaultName: context.session.bindings.freeName("m"))
      ], receipt: "\(object.headline) · seed \(seed)", output: [])
  }
}
