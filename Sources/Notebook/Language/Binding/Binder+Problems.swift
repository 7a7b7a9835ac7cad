extension Binder {
  /// The name of a result must not hide a command.
  func check(_ name: Name) throws(Problem) {
    guard catalogue.command(name.text) == nil else {
      throw Problem(
        .reservedName, "'\(name.text)' is a command and cannot be the name of a result.",
        at: name.range, remedies: ["write \(name.text)1 = …"])
    }
  }

  func check(
    _ input: ObjectKind, fits parameter: ParameterSignature, of signature: CommandSignature,
    at range: Range<Int>
  ) throws(Problem) {
    let wanted = parameter.kind.objectKinds
    guard !wanted.contains(where: { $0.accepts(input) }) else { return }
    throw Problem(
      .wrongObjectKind,
      "\(signature.verb) takes \(parameter.kind.phrase), and what comes through | is \(input.phrase).",
      at: range, remedies: ["help \(signature.verb)"])
  }

  func nothingToPassOn(from stage: Stage, to next: Stage) -> Problem {
    Problem(
      .unexpectedInput, "\(Printer.text(of: stage.head)) gives nothing to pass on.",
      at: next.head.range)
  }

  func unknownCommand(_ stage: Stage) -> Problem {
    let word = Printer.text(of: stage.head)
    let verbs = catalogue.commands.map { Suggestion($0.verb, note: $0.summary) }
    let objects = session.objects.map { Suggestion($0.name, note: $0.kind.phrase) }
    let candidates = stage.arguments.isEmpty ? verbs + objects : verbs
    if Self.farewells.contains(word.lowercased()) {
      return Problem(
        .unknownCommand, "There is no command '\(word)': Ctrl-D leaves, and work is kept.",
        at: stage.head.range)
    }
    let isFile = if case .path = stage.head.content { true } else { false }
    let suggestions = DidYouMean.suggestions(for: word, among: candidates)
    let verb = suggestions.first.flatMap { catalogue.command($0.word)?.verb }
    return Problem(
      .unknownCommand, "There is no command '\(word)'.", at: stage.head.range,
      suggestions: suggestions,
      remedies: [
        isFile ? "load \(word)" : verb.map { "help \($0)" } ?? "help lists the commands"
      ])
  }

  /// What other programs are left by.
  private static let farewells: Set<String> = [
    "quit", "exit", "bye", "logout", "q", ":q", "quit()",
  ]

  /// A function that nobody knows, or a method of an object: `net.fit(d)` is a command here, `fit net`.
  func unknownFunction(_ name: Name) -> Problem {
    let known = catalogue.functions.map { Suggestion($0.verb, note: $0.summary) }
    let parts = name.text.split(separator: ".").map(String.init)
    let method = parts.count > 1 ? parts.last.flatMap(catalogue.command) : nil
    return Problem(
      .unknownObject, "There is no function '\(name.text)'.", at: name.range,
      suggestions: DidYouMean.suggestions(for: name.text, among: known),
      remedies: method.map { ["\($0.verb) \(parts.dropLast().joined(separator: "."))"] } ?? [])
  }
}

extension ValueKind {
  /// The kinds of object among the values.
  var objectKinds: [ObjectKind] {
    switch self {
    case .object(let kind): [kind]
    case .list(let element): element.objectKinds
    case .anyOf(let kinds): kinds.flatMap(\.objectKinds)
    default: []
    }
  }
}
