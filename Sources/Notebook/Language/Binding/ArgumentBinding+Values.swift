extension ArgumentBinding {
  /// The value as its kind sees it; or why it is none of that kind.
  func value(
    _ value: Value, as kind: ValueKind, for name: String
  ) throws(Problem) -> BoundValue {
    switch kind {
    case .number(let rule): return .number(try number(value, rule, kind, name))
    case .range(let rule): return .range(try range(value, rule, kind, name))
    case .sizes: return try list(value, of: .number(.count), name)
    case .list(let element): return try list(value, of: element, name)
    case .choice(let choices): return .choice(try choice(value, among: choices, kind, name))
    case .column(let parameter): return .column(try column(value, of: parameter, kind, name))
    case .anyOf(let kinds): return try anyOf(kinds, value, kind, name)
    case .object(let objectKind):
      let reference = try binder.object(at: value, expecting: objectKind, subject: subject)
      guard let reference else { throw wrongForm(value, kind, name) }
      return .object(reference)
    case .text, .topic, .path, .boolean, .automatic, .cell:
      guard let simple = simple(value, as: kind) else { throw wrongForm(value, kind, name) }
      return simple
    }
  }

  /// Values that are right or wrong by their form alone.
  private func simple(_ value: Value, as kind: ValueKind) -> BoundValue? {
    switch (kind, value.content) {
    case (.boolean, .boolean(let isTrue)): .boolean(isTrue)
    case (.automatic, .automatic): .automatic
    case (.cell, .noun(.cell(let number))): .cell(number)
    case (.text, .number), (.text, .noun), (.topic, .number), (.topic, .noun):
      .text(Printer.text(of: value))
    case (.text, _), (.topic, _): value.bareText.map(BoundValue.text)
    case (.path(let suffixes), .path(let path)): fits(path, suffixes) ? .path(path) : nil
    case (.path, .word(let path)), (.path, .text(let path)): .path(path)
    default: nil
    }
  }

  /// Whether a file has one of the endings, or none that would contradict them.
  private func fits(_ path: String, _ suffixes: [String]) -> Bool {
    suffixes.isEmpty || !Path.hasKnownSuffix(path) || suffixes.contains(where: path.hasSuffix)
  }

  private func list(
    _ value: Value, of kind: ValueKind, _ name: String
  ) throws(Problem) -> BoundValue {
    guard case .list(let values) = value.content else {
      return .list([try self.value(value, as: kind, for: name)])
    }
    var elements: [BoundValue] = []
    for element in values { elements.append(try self.value(element, as: kind, for: name)) }
    return .list(elements)
  }

  /// The first kind that fits; else the complaint of the kind whose form the value has.
  private func anyOf(
    _ kinds: [ValueKind], _ value: Value, _ kind: ValueKind, _ name: String
  ) throws(Problem) -> BoundValue {
    var telling: Problem?
    for candidate in kinds {
      do throws(Problem) {
        return try self.value(value, as: candidate, for: name)
      } catch  where error.code != .wrongValueForm {
        telling = telling ?? error
      } catch {
        continue
      }
    }
    guard var problem = telling else { throw wrongForm(value, kind, name) }
    // Where other values than words may stand too, the words are not all that there is to say.
    if problem.code == .unknownChoice, problem.range?.lowerBound == value.range.lowerBound {
      problem.message = wrongForm(value, kind, name).message
    }
    throw problem
  }

  private func choice(
    _ value: Value, among choices: [ChoiceSignature], _ kind: ValueKind, _ name: String
  ) throws(Problem) -> BoundChoice {
    let word: Name
    var arguments: [Argument] = []
    if case .call(let callee, let given) = value.content {
      word = callee
      arguments = given
    } else if let text = value.bareText {
      word = Name(text, range: value.range)
    } else {
      throw wrongForm(value, kind, name)
    }
    let exact = choices.first { $0.word == word.text }
    guard let choice = exact ?? choices.first(where: { $0.isCalled(word.text) }) else {
      throw unknownChoice(word, among: choices, name)
    }
    var binding = ArgumentBinding(
      binder: binder, subject: choice.word, signature: choice.arguments, place: word.range,
      input: nil)
    return BoundChoice(signature: choice, arguments: try binding.bind(arguments))
  }

  private func column(
    _ value: Value, of parameter: String, _ kind: ValueKind, _ name: String
  ) throws(Problem) -> ColumnReference {
    var isDescending = false
    let column: String
    switch value.content {
    case .descending(let word):
      isDescending = true
      column = word
    case .number: column = Printer.text(of: value)
    default:
      guard let text = value.bareText else { throw wrongForm(value, kind, name) }
      column = text
    }
    if let known = columns(of: parameter), !known.contains(column) {
      throw unknownColumn(column, among: known, at: value.range)
    }
    return ColumnReference(name: column, isDescending: isDescending)
  }
}
