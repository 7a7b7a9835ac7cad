extension Completer {
  /// Values that can stand at the cursor.
  func values(for scope: CursorScope, in context: CursorContext) -> [Candidate] {
    let examples = scope.pendingOption.map { candidates(for: $0, append: context.separator) } ?? []
    let offers = scope.pendingKey == nil ? scope.nextParameters.first?.offers ?? [] : []
    return offers.map {
      Candidate($0.word, append: context.separator, kind: .value, help: $0.note ?? "")
    } + scope.expectedKinds.flatMap { values(of: $0, scope, context) } + examples
  }

  /// The default of an option, and values worth trying.
  private func candidates(for option: OptionSignature, append: String) -> [Candidate] {
    let standard = option.defaultText.map {
      Candidate($0, append: append, kind: .value, help: option.help, detail: "default")
    }
    return [standard].compactMap(\.self)
      + option.examples.map { Candidate($0, append: append, kind: .value, help: option.help) }
  }

  private func values(
    of kind: ValueKind, _ scope: CursorScope, _ context: CursorContext
  ) -> [Candidate] {
    switch kind {
    case .choice(let choices):
      choices.map { choice in
        Candidate(
          choice.word, append: choice.arguments.isEmpty ? context.separator : "", kind: .choice,
          help: choice.help, detail: choice.usage)
      }
    case .object(let kind): objects(kind, append: context.separator)
    case .column(let parameter): columns(of: parameter, scope, context)
    case .path(let suffixes): files(suffixes, prefix: context.prefix, append: context.separator)
    case .topic: topics(append: context.separator)
    case .boolean: ["true", "false"].map { keyword($0, context) }
    case .automatic: [keyword("auto", context)]
    case .list(let element): values(of: element, scope, context)
    case .anyOf(let kinds): kinds.flatMap { values(of: $0, scope, context) }
    case .number, .range, .text, .sizes, .cell: []
    }
  }

  /// Everything that can be explained.
  private func topics(append: String) -> [Candidate] {
    Glossary(catalogue).topics.filter { !$0.word.contains(" ") }.map {
      Candidate($0.word, append: append, kind: .keyword, help: $0.help)
    }
  }

  private func keyword(_ word: String, _ context: CursorContext) -> Candidate {
    Candidate(word, append: context.separator, kind: .keyword, help: "")
  }

  /// Objects of a kind, the newest first, and functions that make one.
  func objects(_ kind: ObjectKind, append: String) -> [Candidate] {
    let objects = session.objects.reversed().filter { kind.accepts($0.kind) }.map {
      Candidate($0.name, append: append, kind: .object, help: $0.kind.phrase, detail: $0.label)
    }
    let functions = catalogue.functions.filter { $0.resultKind.map(kind.accepts) ?? false }
    return objects
      + functions.map {
        Candidate($0.verb, append: "(", kind: .function, help: $0.summary, detail: $0.usage)
      }
  }

  /// Columns of what was given, with a minus if one was typed.
  private func columns(
    of parameter: String, _ scope: CursorScope, _ context: CursorContext
  ) -> [Candidate] {
    guard let noun = scope.nouns[parameter] else { return [] }
    let sign = context.prefix.hasPrefix("-") ? "-" : ""
    return (session.columns(of: noun) ?? []).map {
      Candidate(sign + $0, append: context.separator, kind: .column, help: "a column")
    }
  }

  /// Files for a quoted path.
  func files(for scope: CursorScope, prefix: String) -> [Candidate] {
    scope.expectedKinds.flatMap(\.pathSuffixes).flatMap { suffixes in
      files(suffixes, prefix: prefix, append: "")
    }
  }

  /// Folders, and files with one of the endings.
  private func files(_ suffixes: [String], prefix: String, append: String) -> [Candidate] {
    session.files(startingWith: prefix).filter { path in
      path.hasSuffix("/") || suffixes.isEmpty || suffixes.contains(where: path.hasSuffix)
    }.map { path in
      Candidate(path, append: path.hasSuffix("/") ? "" : append, kind: .file, help: "")
    }
  }
}

extension ValueKind {
  /// The endings of each sort of file among the values.
  fileprivate var pathSuffixes: [[String]] {
    switch self {
    case .path(let suffixes): [suffixes]
    case .list(let element): element.pathSuffixes
    case .anyOf(let kinds): kinds.flatMap(\.pathSuffixes)
    default: []
    }
  }
}
