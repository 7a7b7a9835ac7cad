import Curvature
import Laplace

extension OptionSignature {
  /// The prior precision δ, also written λ.
  static func prior(default text: String? = nil) -> OptionSignature {
    OptionSignature(
      "prior",
      .anyOf([.number(.positive), .list(of: .number(.positive)), .choice(ChoiceSignature.priors)]),
      default: text,
      help: "prior precision: one, one per tensor, one per parameter, or one per group",
      examples: ["0.1", "[1,1,0.1,0.1]", "layers(0.1,1)", "kinds(weights=1,biases=0.1)"])
  }
}

extension ChoiceSignature {
  /// Prior precisions of groups of weights.
  fileprivate static var priors: [ChoiceSignature] {
    [
      prior(.layers),
      prior(
        .kinds,
        options: [
          OptionSignature("weights", .number(.positive), help: "the prior precision of weights"),
          OptionSignature("biases", .number(.positive), help: "the prior precision of biases"),
        ]),
      prior(.tensors),
    ]
  }

  /// Prior precisions in the order of their groups, or each under the name of its group.
  private static func prior(
    _ shape: PriorShapeChoice, options: [OptionSignature] = []
  ) -> ChoiceSignature {
    var choice = ChoiceSignature(
      shape.rawValue, help: shape.help,
      parameters: [
        ParameterSignature(
          "precisions", .number(.positive), help: "prior precisions, in the order of the groups",
          isOptional: true, isVariadic: true)
      ], options: options)
    if options.isEmpty {
      choice.arguments.columnOptions = .init(
        of: "precisions", .number(.positive), help: "the prior precision of this group")
    }
    return choice
  }
}

extension BoundArguments {
  /// The prior precision that `prior=` gives to selected weights; nil where it is not given.
  ///
  /// Groups take one number each, in their order or by their names; none may be left out, since nothing
  /// could stand for it.
  func priorPrecision(over selection: ParameterSelection) throws -> PriorPrecision? {
    guard let choice = choice("prior"), let shape = PriorShapeChoice(rawValue: choice.word) else {
      return try numbers("prior").map { try PriorPrecision(values: $0, over: selection) }
    }
    let groups = PriorGroupNames(
      word: choice.word, names: shape.names(over: selection), place: place(of: "prior"))
    let values = try groups.values(
      ordered: choice.arguments.numbers("precisions") ?? [],
      named: choice.arguments.namedNumbers(of: choice.signature.arguments))
    return try PriorPrecision(shape.shape(over: selection), values)
  }

  /// The numbers of options, and of those that are named after something.
  private func namedNumbers(
    of signature: ArgumentsSignature
  ) -> [(name: String, value: Double)] {
    signature.options.compactMap { option in number(option.name).map { (option.name, $0) } }
      + columnOptions.compactMap { option in
        option.value.number.map { (option.column, $0) }
      }
  }
}

extension PriorShapeChoice {
  /// What each prior precision is for; empty for all weights, and for each.
  fileprivate func names(over selection: ParameterSelection) -> [String] {
    switch shape(over: selection) {
    case .groups(let groups): groups.names
    case .tensors: selection.layout.tensors.map(\.name)
    case .scalar, .parameters: []
    }
  }
}

/// The groups that `prior=` wants a number for, and what to say where it is not given.
private struct PriorGroupNames {
  /// The word that they are asked for by.
  let word: String
  let names: [String]
  /// Where the option stands in the source.
  let place: Range<Int>?

  /// The number of each group, from numbers in their order or under their names.
  func values(
    ordered: [Double], named: [(name: String, value: Double)]
  ) throws(Problem) -> [Double] {
    guard !named.isEmpty else {
      guard ordered.count == names.count else {
        throw problem(
          "takes \(names.count) prior precisions here, for \(list), not \(ordered.count)")
      }
      return ordered
    }
    guard ordered.isEmpty else {
      throw problem("takes its prior precisions in order or by name, not both")
    }
    if let unknown = named.first(where: { !names.contains($0.name) })?.name {
      throw problem(
        "has no '\(unknown)' here; it takes \(list)",
        suggestions: DidYouMean.suggestions(for: unknown, among: names.map { Suggestion($0) }))
    }
    let missing = names.filter { name in !named.contains { $0.name == name } }
    guard missing.isEmpty else {
      throw problem("needs a prior precision for \(Self.listed(missing)) too")
    }
    return names.compactMap { name in named.first { $0.name == name }?.value }
  }

  private var list: String { Self.listed(names) }

  private static func listed(_ names: [String]) -> String {
    names.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }

  private func problem(_ text: String, suggestions: [Suggestion] = []) -> Problem {
    Problem(.numberNotAllowed, "\(word) \(text).", at: place, suggestions: suggestions)
  }
}
