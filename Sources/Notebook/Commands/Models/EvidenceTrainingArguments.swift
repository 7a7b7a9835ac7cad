import Curvature
import Laplace
import NeuralNetworks

/// The options of `train by=evidence`.
enum EvidenceTrainingArguments {
  static let options: [OptionSignature] = [
    OptionSignature.structure,
    OptionSignature(
      "shape",
      .choice(PriorShapeChoice.allCases.map { ChoiceSignature($0.rawValue, help: $0.help) }),
      default: "tensors", help: "how prior precisions are assigned (by=evidence)"),
    OptionSignature(
      "burnin", .number(.index), default: "0", help: "epochs before the first posterior"),
    OptionSignature(
      "every", .number(.count), default: "1", help: "epochs from one posterior to the next"),
    OptionSignature(
      "hypersteps", .number(.count),
      help: "steps of prior and noise at each posterior; to the maximum without it"),
    OptionSignature("hyperlr", .number(.positive), default: "0.1", help: "the size of these steps"),
    .temperature(default: "1"),
  ]

  static let fixedNoise = FlagSignature("fixed_noise", help: "the noise stays as it is")

  /// Refuses what learning by the evidence cannot do.
  static func check(_ arguments: BoundArguments) throws(Problem) {
    if arguments.object("prior") != nil {
      throw Problem(
        .notApplicable,
        "by=evidence learns the prior precision, so prior= is the number where it starts.",
        at: arguments.place(of: "prior"), remedies: ["prior=1", "by=map"])
    }
    if arguments.structures.count > 1 {
      throw Problem(
        .surplusArgument, "by=evidence fits posteriors of one structure.",
        at: arguments.place(of: "structure"))
    }
  }

  /// Refuses options that have a meaning in learning by the evidence alone.
  static func checkAbsence(_ arguments: BoundArguments) throws(Problem) {
    if let name = options.map(\.name).first(where: { arguments.isGiven($0) }) {
      throw Problem(
        .notApplicable, "\(name)= has a meaning only where the evidence is learned by.",
        at: arguments.place(of: name), remedies: ["by=evidence"])
    }
    if let place = arguments.place(ofFlag: fixedNoise.name) {
      throw Problem(
        .notApplicable, "The noise stays as it is unless the evidence is learned by.", at: place,
        remedies: ["by=evidence"])
    }
  }

  /// The options as given.
  static func options(
    _ arguments: BoundArguments, _ training: TrainingOptions
  ) -> EvidenceTrainingOptions {
    var options = EvidenceTrainingOptions()
    options.training = training
    options.structure = arguments.structures.first ?? options.structure
    options.priorShape =
      arguments.choice("shape").flatMap { PriorShapeChoice(rawValue: $0.word) } ?? .tensors
    options.burnInEpochs = arguments.integer("burnin") ?? 0
    options.frequency = arguments.integer("every") ?? 1
    options.hyperSteps = arguments.integer("hypersteps")
    options.hyperLearningRate = arguments.number("hyperlr") ?? options.hyperLearningRate
    options.keepsNoise = arguments.isOn("fixed_noise")
    options.temperature = arguments.number("temp") ?? 1
    return options
  }
}

extension PriorShapeChoice {
  /// The shape in words.
  var help: String {
    switch self {
    case .scalar: "one prior precision for all weights"
    case .tensors: "one for each parameter tensor"
    case .layers: "one for each layer"
    case .kinds: "one for weights, one for biases"
    case .parameters: "one for each parameter"
    }
  }
}
