import Datasets
import ModelFiles
import Tensors

/// `load`: data from a file, from the tables that come with the program, or made up.
enum LoadCommand: Command {
  static let signature = CommandSignature(
    "load", summary: "data from a file, an embedded table, or a generator",
    parameters: [
      ParameterSignature(
        "source", .anyOf([.text, .path(suffixes: [])]),
        help: "a file, iris, wine, breast-cancer, diabetes, digits, ionosphere, banana, or synth",
        isOptional: true,
        offers: EmbeddedTable.allCases.map { Suggestion($0.name, note: $0.summary) }
          + [Suggestion("synth", note: "made up: sinusoid, two-moons, blobs, …")]),
      ParameterSignature(
        "generator", .text, help: "sinusoid, two-moons, blobs, spirals or preferences",
        isOptional: true, offers: Generator.names.map { Suggestion($0) }),
    ],
    options: [
      OptionSignature("y", .list(of: .text), help: "target columns, or the tensor of targets"),
      OptionSignature("x", .list(of: .text), help: "input columns, or the tensor of inputs"),
      OptionSignature("as", .text, help: "the name of the data"),
      OptionSignature(
        "targets",
        .choice([
          ChoiceSignature("auto", help: "classes where they look like it"),
          ChoiceSignature("classes", help: "every different entry is a class"),
          ChoiceSignature("values", help: "numbers"),
        ]), default: "auto", help: "how the target columns are read"),
      OptionSignature("n", .number(.count), help: "how many examples a generator draws"),
      OptionSignature("noise", .number(.nonNegative), help: "the noise or spread of a generator"),
      OptionSignature("classes", .number(.count), help: "how many blobs or spiral arms"),
      OptionSignature(
        "inputs", .number(.count), help: "how many numbers an item of the preferences has"),
      OptionSignature("gap", .range(.any), help: "where the sinusoid has no inputs"),
      OptionSignature("seed", .number(.index), help: "the seed of a generator"),
      OptionSignature(
        "permute", .number(.index), help: "puts the inputs in another order, drawn from a seed"),
    ],
    examples: [
      "load wine", "d1 = load moons.csv y=label", "load synth two-moons n=500 seed=1",
      "load synth preferences inputs=1", "d2 = load digits permute=1",
      "load train.safetensors x=train.x y=train.y",
    ], resultKind: .data)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let source = arguments.path("source") ?? arguments.text("source") else {
      return Outcome(output: [.lines(sources)])
    }
    var object = try read(source, arguments, context)
    if let seed = arguments.integer("permute") {
      object = DataObject(
        try object.dataset.permutingInputs(seed: UInt64(seed)), source: object.source)
    }
    let name = arguments.text("as") ?? defaultName(source, arguments)
    return Outcome(
      results: [.init(object: object, defaultName: name)], receipt: object.headline, output: [])
  }

  private static func read(
    _ source: String, _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> DataObject {
    if source == "synth" { return try made(arguments, context) }
    if source.contains(where: { $0 == "." || $0 == "/" }) {
      return try file(source, arguments, context)
    }
    if let table = EmbeddedTable(rawValue: source) {
      guard arguments.isGiven("y") || arguments.isGiven("x") else {
        return DataObject(try table.dataset(), source: source)
      }
      return try columns(
        of: try table.table(), arguments, targets: [table.targetColumn], source: source)
    }
    if Generator.names.contains(source) { return try made(source, arguments, context) }
    throw DatasetError.unknownName(
      source, kind: "data", names: EmbeddedTable.allCases.map(\.name) + Generator.names + ["synth"])
  }

  private static func file(
    _ source: String, _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> DataObject {
    let path = context.files.path(source)
    if source.hasSuffix(".safetensors") {
      return DataObject(
        try SafetensorsData.read(path, x: arguments.texts("x"), y: arguments.texts("y")),
        source: source)
    }
    if source.hasSuffix(".npy") {
      let inputs = try NumPyFile(contentsOf: path).tensor(as: Double.self)
      return DataObject(try Dataset(inputs: inputs, targets: .none), source: source)
    }
    return try columns(
      of: try Datasets.Table(contentsOf: path), arguments, targets: [], source: source)
  }

  private static func columns(
    of table: Datasets.Table, _ arguments: BoundArguments, targets: [String], source: String
  ) throws -> DataObject {
    let inputs = arguments.texts("x")
    let kinds: [String: TargetKind] = ["classes": .classes, "values": .values]
    let kind = arguments.choice("targets").flatMap { kinds[$0.word] } ?? .automatic
    return DataObject(
      try Dataset(
        table: table, inputs: inputs.isEmpty ? nil : inputs,
        targets: arguments.isGiven("y") ? arguments.texts("y") : targets, as: kind),
      source: source)
  }

  private static func made(
    _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> DataObject {
    guard let name = arguments.text("generator") else {
      throw Problem(
        .missingArgument, "load synth needs the name of a generator.",
        remedies: ["one of " + Generator.names.joined(separator: ", ")])
    }
    return try made(name, arguments, context)
  }

  private static func made(
    _ name: String, _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> DataObject {
    var generator = try Generator(named: name)
    switch generator {
    case .sinusoid(let count, let noise, let gap):
      let range = arguments.range("gap")
      generator = .sinusoid(
        count: arguments.integer("n") ?? count, noise: arguments.number("noise") ?? noise,
        gap: range.map { min($0.start, $0.end)...max($0.start, $0.end) } ?? gap)
    case .twoMoons(let count, let noise):
      generator = .twoMoons(
        count: arguments.integer("n") ?? count, noise: arguments.number("noise") ?? noise)
    case .blobs(let count, let classes, let spread):
      generator = .blobs(
        count: arguments.integer("n") ?? count, classes: arguments.integer("classes") ?? classes,
        spread: arguments.number("noise") ?? spread)
    case .spirals(let count, let arms, let noise):
      generator = .spirals(
        count: arguments.integer("n") ?? count, arms: arguments.integer("classes") ?? arms,
        noise: arguments.number("noise") ?? noise)
    case .preferences(let count, let inputs, let noise):
      generator = .preferences(
        count: arguments.integer("n") ?? count, inputs: arguments.integer("inputs") ?? inputs,
        noise: arguments.number("noise") ?? noise)
    }
    let seed = arguments.integer("seed").map(UInt64.init) ?? context.session.settings.seed
    return DataObject(try generator.dataset(seed: seed), source: "\(name) seed \(seed)")
  }

  /// The name of data that is given none: that of its source.
  private static func defaultName(_ source: String, _ arguments: BoundArguments) -> String {
    let base = source == "synth" ? arguments.text("generator") ?? source : source
    let stem = base.split(separator: "/").last?.split(separator: ".").first ?? "data"
    let letters = stem.map { $0.isLetter || $0.isNumber ? $0 : "_" }
    return letters.first?.isLetter == true ? String(letters) : "data_" + String(letters)
  }

  private static var sources: [String] {
    EmbeddedTable.allCases.map { "load \($0.name) — \($0.summary)" }
      + Generator.names.compactMap { try? Generator(named: $0) }
      .map { "load synth \($0.name) — \($0.summary)" }
      + ["load FILE.csv y=COLUMN — comma, tab or semicolon separated values"]
  }
}
