/// Finds what could be typed at the cursor: verbs, then objects, options and their values.
public struct Completer {
  let catalogue: Catalogue
  let session: any SessionFacts

  /// A completer for the commands of a catalogue and the objects of a session.
  public init(catalogue: Catalogue, session: any SessionFacts) {
    self.catalogue = catalogue
    self.session = session
  }

  /// What could be typed at a cursor, given in characters from the beginning of the text.
  public func completion(of line: String, cursor: Int) -> Completion {
    let context = CursorReader.context(
      of: line, cursor: cursor, catalogue: catalogue, session: session)
    let candidates = candidates(in: context).filter { $0.text.hasPrefix(context.prefix) }
    var seen: Set<String> = []
    return Completion(
      replaced: context.start..<(context.start + context.prefix.count),
      candidates: candidates.filter { seen.insert($0.text).inserted })
  }

  private func candidates(in context: CursorContext) -> [Candidate] {
    if context.isInComment || context.isInRange { return [] }
    if context.isAtHead { return context.isInText ? [] : heads(in: context) }
    guard let scope = context.scope else { return [] }
    if context.isInText { return files(for: scope, prefix: context.prefix) }
    let tails = context.isAfterRange ? Self.rangeTails : []
    let values = values(for: scope, in: context)
    if context.expectsValue { return tails + values }
    return tails + values + arguments(of: scope, in: context)
  }

  /// Verbs that take what comes through the pipe; at the beginning of a line also objects.
  private func heads(in context: CursorContext) -> [Candidate] {
    let verbs = catalogue.commands.filter { command in
      guard let input = context.input else { return true }
      return command.inputParameter?.kind.objectKinds.contains { $0.accepts(input) } ?? false
    }
    let candidates = verbs.map {
      Candidate($0.verb, kind: .verb, help: $0.summary, detail: $0.usage)
    }
    return context.input == nil ? candidates + objects(.any, append: " ") : candidates
  }

  /// Options and switches that were not given yet.
  private func arguments(of scope: CursorScope, in context: CursorContext) -> [Candidate] {
    let options = scope.signature.options.filter { !scope.given.contains($0.name) }
    let flags = scope.signature.flags.filter { !scope.givenFlags.contains($0.name) }
    return options.map(candidate) + columnOptions(of: scope)
      + flags.map { flag in
        let sign = ["+", "-"].first(where: context.prefix.hasPrefix)
        let text = sign.map { $0 + flag.name } ?? flag.change
        return Candidate(text, append: context.separator, kind: .flag, help: flag.help)
      }
  }

  private func candidate(_ option: OptionSignature) -> Candidate {
    Candidate(
      option.name, append: "=", kind: .option, help: option.help, detail: option.defaultText ?? "")
  }

  private func columnOptions(of scope: CursorScope) -> [Candidate] {
    guard let options = scope.signature.columnOptions, let noun = scope.nouns[options.parameter]
    else { return [] }
    let inputs = session.inputs(of: noun) ?? []
    return inputs.filter { !scope.given.contains($0) }.map {
      Candidate($0, append: "=", kind: .option, help: options.help)
    }
  }

  private static let rangeTails = [
    Candidate("log", kind: .keyword, help: "equal ratios; then the number of points"),
    Candidate("lin", kind: .keyword, help: "equal distances; then the number of points"),
    Candidate("step", kind: .keyword, help: "then the distance of the points"),
  ]
}

extension CursorContext {
  /// What follows a finished value: a blank, or nothing before a comma or a bracket.
  var separator: String { isInBrackets ? "" : " " }
}
