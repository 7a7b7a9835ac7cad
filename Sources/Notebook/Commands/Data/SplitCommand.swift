import Datasets

/// `split`: data dealt out to parts by chance, in the units of the first part.
enum SplitCommand: Command {
  static let signature = CommandSignature(
    "split", summary: "data dealt out to training and test parts",
    parameters: [
      ParameterSignature(
        "data", .object(.data), help: "the data; the last data without it", isOptional: true,
        takesInput: true)
    ],
    options: [
      OptionSignature(
        "frac", .list(of: .number(.fraction)), default: "[80%,20%]", help: "the size of each part"),
      OptionSignature("seed", .number(.index), help: "the seed of the deal"),
      OptionSignature(
        "standardize",
        .choice([
          ChoiceSignature("inputs", help: "inputs to mean 0 and deviation 1"),
          ChoiceSignature("items", help: "inputs, with one scale for the items of an example"),
          ChoiceSignature("all", help: "inputs and numeric targets"),
          ChoiceSignature("none", help: "nothing"),
        ]), default: "inputs", help: "what is brought to the units of the first part"),
      OptionSignature(
        "constant",
        .choice([
          ChoiceSignature("refuse", help: "an error"),
          ChoiceSignature("keep", help: "centred only"),
        ]), default: "refuse", help: "what becomes of a column that never changes"),
    ],
    flags: [
      FlagSignature("stratify", help: "the same classes in every part", isOnByDefault: true)
    ],
    examples: ["d1, d2 = split d0 frac=[80%,20%] seed=1", "d1, d2, d3 = split frac=[60%,20%,20%]"],
    resultKind: .data)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, data) = try context.data(arguments.object("data"))
    let fractions = arguments.numbers("frac") ?? [0.8, 0.2]
    let seed = arguments.integer("seed").map(UInt64.init) ?? context.session.settings.seed
    var parts = try data.dataset.split(
      fractions: fractions, stratified: arguments.isOn("stratify"), seed: seed)
    let scale = arguments.choice("standardize")?.word ?? "inputs"
    var standardization = data.standardization
    if scale != "none", let training = parts.first {
      let found = try Standardization(
        of: training, includingTargets: scale == "all",
        constantColumns: arguments.choice("constant")?.word == "keep" ? .keep : .refuse,
        sharingItems: scale == "items")
      parts = try parts.map { try found.applied(to: $0) }
      standardization = found
    }
    let percentages = fractions.map { "\(formatted(100 * $0, significant: 3))%" }
      .joined(separator: ",")
    return Outcome(
      results: parts.enumerated().map { index, part in
        .init(
          object: DataObject(
            part, source: "\(data.source) part \(index + 1)", standardization: standardization),
          defaultName: "\(name)_\(partName(index))")
      },
      receipt: "split \(name) frac=[\(percentages)] seed=\(seed) standardize=\(scale): "
        + parts.map { "\($0.count)" }.joined(separator: " + ") + " examples",
      output: [])
  }

  /// The name of a part that is given none.
  private static func partName(_ index: Int) -> String {
    index < 3 ? ["train", "test", "rest"][index] : "part\(index + 1)"
  }
}
