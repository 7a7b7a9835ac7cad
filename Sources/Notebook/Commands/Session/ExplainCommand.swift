import TextPlots

/// `explain`: a word of the field or of the language, with this session's numbers.
enum ExplainCommand: Command {
  static let signature = CommandSignature(
    "explain",
    summary: "a notion, a metric or an option: its formula, with this session's numbers",
    parameters: [
      ParameterSignature(
        "word", .topic, help: "evidence, prior, kron, ece, batch, tanh, E204, …", isOptional: true,
        isVariadic: true)
    ], examples: ["explain evidence", "explain ece", "explain batch", "explain E204"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let words = arguments.texts("word")
    guard !words.isEmpty else { return Outcome(output: overview) }
    let word = words.joined(separator: " ")
    let glossary = Glossary(Commands.catalogue)
    guard let entry = glossary.entry(word) else {
      let isObject = context.session.bindings[word] != nil
      throw Problem(
        .unknownChoice, "There is no explanation of '\(word)'.", at: arguments.place(of: "word"),
        suggestions: isObject ? [] : glossary.suggestions(for: word),
        remedies: [isObject ? "show \(word) tells of the object" : "explain lists what there is"])
    }
    let posterior =
      entry.explanations.contains { $0.numbers != nil }
      ? try? context.posterior(nil) : nil
    let figures = context.figures(of: entry)
    return Outcome(output: [.lines(entry.lines(for: posterior, figures))])
  }

  private static var overview: [OutputBlock] {
    [
      .table(
        TextPlots.Table(
          columns: [.init("word"), .init("formula")],
          rows: Explanation.all.map { [$0.name, $0.formula] })),
      .lines(["explain also takes every command, option, switch, value and code of the language"]),
    ]
  }
}

extension GlossaryEntry {
  /// The entry in lines: for each notion its name, the formula, the same with the session's numbers, one
  /// sentence; then what the word means in the language.
  func lines(
    for posterior: (name: String, object: PosteriorObject)? = nil,
    _ figures: [SessionFigures.Figure] = []
  ) -> [String] {
    var lines = code.map { ["\($0.rawValue)  \($0.meaning)"] } ?? []
    for (index, explanation) in explanations.enumerated() {
      let heading =
        word == explanation.name ? word : "\(explanation.name) (\(word))"
      lines += [heading, "  \(explanation.formula)"]
      if let posterior, let numbers = explanation.numbers,
        let text = try? numbers(posterior.object.posterior)
      {
        lines.append("  \(posterior.name): \(text)")
      }
      if index == 0 { lines += figures.map { "  \($0.place): \($0.text)" } }
      lines.append("  \(explanation.sentence)")
    }
    if explanations.isEmpty && !uses.isEmpty { lines.append(word) }
    return lines + uses.map { "  \($0)" }
  }
}

extension CommandContext {
  /// The figures that the newest object with any has under the names of a word.
  fileprivate func figures(of entry: GlossaryEntry) -> [SessionFigures.Figure] {
    // What a posterior tells by itself is not repeated.
    guard let first = entry.explanations.first, first.numbers == nil else { return [] }
    let names = Set(
      first.aliases.contains(entry.word) ? [entry.word] : first.words)
    if let last = session.last, Self.isTold(last.kind) {
      let found = SessionFigures.figures(
        named: names, in: last.json(name: "_"), of: "last result")
      if !found.isEmpty {
        reads.note(.last, session.fingerprint(of: .last))
        return found
      }
    }
    for name in session.bindings.names.reversed() {
      guard let object = session.bindings[name], Self.isTold(object.kind) else { continue }
      let found = SessionFigures.figures(named: names, in: object.json(name: name), of: name)
      guard found.isEmpty else {
        reads.note(.name(name), session.fingerprint(of: .name(name)))
        return found
      }
    }
    return []
  }

  /// Predictions and pictures hold a figure for every input: they are looked at with a sink.
  private static func isTold(_ kind: ObjectKind) -> Bool { kind != .prediction && kind != .plot }
}
