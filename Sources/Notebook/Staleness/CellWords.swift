/// What a cell's text tells of its edges without running it: the names it may read and make.
///
/// It errs on the side of too many edges. A result that is given no name in the text may take any name
/// of its kind, and a text that cannot be read may read everything.
struct CellWords: Sendable {
  /// Names that are read.
  private(set) var names: Set<String> = []
  /// Names in places where only an object of a kind can stand.
  private(set) var objects: [(name: String, kind: ObjectKind)] = []
  /// Kinds of which the last object made is read, because none is named.
  private(set) var kinds: Set<ObjectKind> = []
  /// Whether everything above may be read: results of cells, undoing, a text that is no command.
  private(set) var readsEverything = false
  /// Names that are given, with what they are given to as far as the text tells.
  private(set) var made: [(name: String, kind: ObjectKind)] = []
  /// Kinds of results that take a name of their own.
  private(set) var madeWithoutName: Set<ObjectKind> = []
  /// Whether settings change that results depend on.
  private(set) var changesSettings = false
  /// Files that are read, as written.
  private(set) var filesRead: [String] = []
  /// Files that are written.
  private(set) var filesWritten: [String] = []

  /// The words of a cell.
  init(_ source: String) {
    do throws(Problem) {
      for line in try Parser.lines(of: source) { read(try Commands.catalogue.expanding(line)) }
    } catch {
      readsEverything = true
      madeWithoutName.insert(.any)
    }
  }

  private static let writers: Set<String> = ["save", "keep", "csv", "json", "text", "svg"]
  /// Commands that pass on what they show, under no name of their own.
  private static let views: Set<String> = ["plot", "table", "csv", "json", "text", "svg", "show"]
  private static let aboutCells: Set<String> = ["undo", "redo", "rerun", "recover"]

  private mutating func read(_ line: Line) {
    var result: ObjectKind?
    for (index, stage) in line.stages.enumerated() {
      guard let verb = stage.verb, let signature = Commands.catalogue.command(verb.text) else {
        read(stage.head, as: .any)
        for argument in stage.arguments { read(argument, nil) }
        continue
      }
      if Self.aboutCells.contains(signature.verb) {
        readsEverything = true
        madeWithoutName.insert(.any)
      }
      read(stage, signature, hasInput: index > 0)
      if !Self.views.contains(signature.verb) {
        result = Self.kind(of: stage, signature) ?? result
      }
    }
    if let result, line.names.isEmpty { madeWithoutName.insert(result) }
    for (index, name) in line.names.enumerated() {
      // Only the first result has the kind that the command is known for.
      made.append((name.text, index == 0 ? result ?? .any : .any))
    }
  }

  /// What a stage gives; a training that learns a prior gives a posterior besides the model.
  private static func kind(of stage: Stage, _ signature: CommandSignature) -> ObjectKind? {
    let learnsMore = stage.arguments.contains { argument in
      guard case .option(let name, _) = argument else { return false }
      return name.text == "by"
    }
    return signature.resultKind == .model && learnsMore ? .any : signature.resultKind
  }

  private mutating func read(_ stage: Stage, _ signature: CommandSignature, hasInput: Bool) {
    let parameters = signature.arguments.parameters.filter { !hasInput || !$0.takesInput }
    var position = 0
    var given: Set<String> = []
    for argument in stage.arguments {
      switch argument {
      case .value(let value):
        let parameter = position < parameters.count ? parameters[position] : parameters.last
        if let parameter { given.insert(parameter.name) }
        read(value, as: parameter?.kind.object)
        note(file: value, of: signature)
        position += 1
      case .option(let name, let value):
        let option = signature.arguments.option(name.text)
        given.insert(option?.name ?? name.text)
        read(value, as: option?.kind.object)
        note(file: value, of: signature)
        if signature.verb == "set", ["scalar", "seed"].contains(option?.name) {
          changesSettings = true
        }
      case .flag: break
      }
    }
    let unsaid =
      parameters.filter { !given.contains($0.name) }.map(\.kind)
      + signature.arguments.options.filter { !given.contains($0.name) && $0.name == "on" }
      .map(\.kind)
    for kind in unsaid.compactMap(\.object) {
      // `predict` and `show` take any object, but without one the last posterior or none.
      kinds.insert(kind == .any ? .posterior : kind)
    }
  }

  private mutating func note(file value: Value, of signature: CommandSignature) {
    guard let text = value.bareText, text.contains(where: { $0 == "." || $0 == "/" }) else {
      return
    }
    if Self.writers.contains(signature.verb) {
      filesWritten.append(text)
    } else {
      filesRead.append(text)
    }
  }

  private mutating func read(_ argument: Argument, _ kind: ObjectKind?) {
    switch argument {
    case .value(let value), .option(_, let value): read(value, as: kind)
    case .flag: break
    }
  }

  /// Takes the names in a value; a word may be a choice rather than an object unless only an object can
  /// stand there.
  private mutating func read(_ value: Value, as kind: ObjectKind?) {
    switch value.content {
    case .word(let word), .descending(let word):
      names.insert(word)
      if let kind { objects.append((word, kind)) }
    case .list(let elements): for element in elements { read(element, as: kind) }
    case .call(_, let arguments):
      for argument in arguments { read(argument, kind == nil ? nil : .model) }
      if arguments.isEmpty, kind != nil { kinds.insert(.model) }
    case .noun(.named(let name)), .noun(.previous(let name, _)):
      names.insert(name)
      objects.append((name, kind ?? .any))
    case .noun(.cell), .noun(.last): readsEverything = true
    default: break
    }
  }
}

extension ValueKind {
  /// The kind of object that can stand here; nil if none can.
  fileprivate var object: ObjectKind? {
    switch self {
    case .object(let kind): kind
    case .list(let element): element.object
    case .anyOf(let kinds): kinds.lazy.compactMap(\.object).first
    default: nil
    }
  }
}

extension CellWords {
  /// Whether a result of a kind that is given no name in the text may take a name.
  ///
  /// Data is called after its source; a model that is trained and a grid that is resumed keep the name
  /// they had; others are called by a letter and the first number that is free; reports and plots have no
  /// name unless one is given.
  func mayGive(_ name: String, to kind: ObjectKind) -> Bool {
    let letter: Character
    switch kind {
    case .any, .data: return true
    case .report, .plot: return false
    case .model: letter = "m"
    case .posterior: letter = "p"
    case .prediction: letter = "r"
    case .grid: letter = "g"
    }
    return name.first == letter && name.dropFirst().allSatisfy(\.isNumber) || names.contains(name)
      || kinds.contains(kind)
  }
}
