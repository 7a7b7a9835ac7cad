import NeuralNetworks
import Tensors

/// `model`: a network with random weights.
enum ModelCommand: Command {
  static let signature = CommandSignature(
    "model", summary: "a network with random weights",
    parameters: [
      ParameterSignature(
        "kind",
        .choice(NetworkKind.allCases.map { ChoiceSignature($0.rawValue, help: $0.help) }),
        help: "the kind of network"),
      ParameterSignature(
        "sizes", .sizes,
        help: "the widths from the inputs to the outputs; for images "
          + "[planes,rows,columns,outputs]"),
    ],
    options: [
      OptionSignature(
        "act",
        .choice(
          LayerCatalogue.activations.map { type in
            ChoiceSignature(type.typeName, help: "the nonlinearity \(type.typeName)")
          }), help: "the nonlinearity; tanh, in a resnet relu, without it",
        aliases: ["activation"]),
      OptionSignature(
        "like",
        .choice(LikelihoodKind.choices), default: "classification",
        help: "how targets are distributed", aliases: ["likelihood"]),
      OptionSignature(
        "width", .number(NumberRule(minimum: 1, maximum: 4096, isWhole: true)),
        help: "the planes of a resnet's first layers; 8 without it"),
      OptionSignature(
        "blocks", .number(NumberRule(minimum: 0, maximum: 1000, isWhole: true)),
        help: "the residual blocks of a resnet; 2 without it"),
      OptionSignature("seed", .number(.index), help: "the seed of the weights"),
    ],
    flags: [FlagSignature("bias", help: "layers with a bias", isOnByDefault: true)],
    examples: [
      "m1 = model mlp [4,8,3] act=tanh like=classification seed=1",
      "m2 = model lenet [1,8,8,10]", "m3 = model resnet [1,8,8,10] width=8 blocks=2",
      "m4 = model mlp [3,8,2] like=regression(noise=[0.1,0.3])",
      "m5 = model mlp [3,16,1] like=reward",
    ], resultKind: .model)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let kind = arguments.choice("kind").flatMap({ NetworkKind(rawValue: $0.word) }),
      let likelihood = LikelihoodKind(arguments.choice("like"))
    else { preconditionFailure("the signature offers only what exists") }
    let seed = arguments.integer("seed").map(UInt64.init) ?? context.session.settings.seed
    let model: any SessionModel
    do {
      try checkSizes(arguments)
      let architecture = try kind.architecture(arguments)
      try check(architecture, arguments)
      try likelihood.rules.check(
        outputShape: architecture.layers.networkOutputShape(for: architecture.inputShape))
      model =
        switch context.session.settings.scalar {
        case .float: Model(try Network<Float>(architecture, seed: seed), likelihood: likelihood)
        case .double: Model(try Network<Double>(architecture, seed: seed), likelihood: likelihood)
        }
    } catch let error as NetworkError {
      throw Problem.describing(error, at: arguments.place(of: "sizes"))
    }
    let object = ModelObject(model)
    return Outcome(
      results: [
        .init(object: object, defaultName: context.session.bindings.freeName("m"))
      ], receipt: "\(object.headline) · seed \(seed)", output: [])
  }

  /// Sizes whose product is that of an input or of a weight, checked before anything is made of them.
  private static func checkSizes(_ arguments: BoundArguments) throws(Problem) {
    let isTooLarge = (arguments.integers("sizes") ?? []).contains { $0 > limit }
    if isTooLarge { throw tooLarge(arguments) }
  }

  private static func check(
    _ architecture: Architecture, _ arguments: BoundArguments
  ) throws(Problem) {
    for tensor in architecture.layers.parameters {
      var count = 1
      for length in tensor.shape.lengths {
        let (product, overflow) = count.multipliedReportingOverflow(by: length)
        guard !overflow, product <= limit else { throw tooLarge(arguments) }
        count = product
      }
    }
  }

  /// The most weights of a layer.
  private static let limit = 100_000_000

  private static func tooLarge(_ arguments: BoundArguments) -> Problem {
    Problem(
      .numberNotAllowed, "A layer of this network would have more than 100 million weights.",
      at: arguments.place(of: "sizes"))
  }
}
