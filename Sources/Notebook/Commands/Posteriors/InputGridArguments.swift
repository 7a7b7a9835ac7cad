import Datasets
import Tensors

extension ArgumentsSignature.ColumnOptions {
  /// Options named after the inputs of a network, which span a grid.
  static let inputs = ArgumentsSignature.ColumnOptions(
    of: "source", .anyOf([.range(.any), .list(of: .number(.any))]),
    help: "values of an input; every input needs some, and two with many make a map")
}

extension CommandContext {
  /// The grid that options named after inputs span, for a command with other options that give inputs too;
  /// nil where there are none.
  func inputGrid(
    _ arguments: BoundArguments, of command: CommandSignature, insteadOf others: [String],
    for source: any SessionObject, named name: String
  ) throws -> (grid: InputGrid, data: DataObject)? {
    let options = arguments.columnOptions
    guard !options.isEmpty else { return nil }
    for option in others where arguments.isGiven(option) {
      throw Problem(
        .notApplicable, "\(option)= and \(options[0].column)= both give inputs.",
        at: arguments.place(of: option), remedies: ["one of them"])
    }
    guard let names = session.inputNames(of: source) else {
      throw Problem(
        .wrongObjectKind, "'\(name)' is \(source.kind.phrase), which takes no inputs.",
        at: arguments.place(of: "source"))
    }
    if let unknown = options.first(where: { !names.contains($0.column) }) {
      let words = command.arguments.options.map(\.name) + names
      throw Problem(
        .unknownOption,
        "\(command.verb) has no option '\(unknown.column)', and \(name) no such input.",
        suggestions: DidYouMean.suggestions(
          for: unknown.column, among: words.map { Suggestion($0) }))
    }
    let given = options.map(\.column)
    let missing = names.filter { !given.contains($0) }
    guard missing.isEmpty else {
      let listed = missing.prefix(4).map { $0 + "=" }.joined(separator: ", ")
      throw Problem(
        .missingArgument,
        "\(name) takes \(names.count) inputs, and \(listed)\(missing.count > 4 ? ", …" : "") is not "
          + "given.",
        remedies: ["a number keeps an input fixed: \(missing[0])=0"])
    }
    let grid = InputGrid(
      axes: options.map { option in
        let isLogarithmic =
          if case .range(let range) = option.value { range.isLogarithmic } else { false }
        return InputGrid.Axis(
          name: option.column, values: option.value.numbers ?? [], isLogarithmic: isLogarithmic)
      })
    guard let count = grid.count, count > 0 else {
      throw Problem(
        .malformedRange, "The inputs have more than \(NumberRange.maximalCount) combinations.",
        remedies: ["fewer values of each input"])
    }
    return (grid, DataObject(try grid.dataset(inputNames: names), source: "grid"))
  }
}

extension CommandContext {
  /// The values that `x=` gives to the only input of a network, as data; nil without it.
  func singleInput(
    _ arguments: BoundArguments, for source: any SessionObject, named name: String
  ) throws -> (name: String, object: DataObject)? {
    guard let values = arguments.numbers("x") else { return nil }
    let shape =
      (source as? PosteriorObject)?.posterior.sessionModel.inputShape
      ?? (source as? ModelObject)?.model.inputShape
    guard shape?.count == 1 else {
      throw Problem(
        .notApplicable,
        "x= gives a single input, and \(name) takes \(shape?.description ?? "none").",
        at: arguments.place(of: "x"), remedies: ["on= takes data"])
    }
    let dataset = try Dataset<Double>(
      inputs: Tensor(shape: [values.count, 1], scalars: values), targets: .none)
    return ("x", DataObject(dataset, source: "x"))
  }
}

extension Session {
  /// The names of the inputs that a posterior or a network takes: those of the data it was made from,
  /// where the session still has them, else `x1`, `x2`, …; nil for other objects.
  func inputNames(of object: any SessionObject) -> [String]? {
    let (count, data): (Int, Fingerprint?)
    switch object {
    case let fitted as PosteriorObject:
      (count, data) = (fitted.posterior.sessionModel.inputShape.count, fitted.data)
    case let model as ModelObject:
      (count, data) = (model.model.inputShape.count, model.training?.data)
    default: return nil
    }
    let names = bindings.names.lazy.compactMap { name -> [String]? in
      guard let found = bindings[name] as? DataObject, found.fingerprint == data else { return nil }
      return found.dataset.inputNames
    }
    return names.first { $0.count == count } ?? (1...max(1, count)).map { "x\($0)" }
  }
}
