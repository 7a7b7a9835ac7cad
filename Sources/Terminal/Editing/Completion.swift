/// Something that could stand at the cursor.
public nonisolated struct CompletionCandidate: Hashable, Sendable {
  /// The text that is put in.
  public let text: String
  /// What follows it if it is the only one: a space after a verb, `=` after an option.
  public let append: Character?
  /// A sentence for the list of choices.
  public let help: String

  /// A candidate with what follows it.
  public init(_ text: String, append: Character? = nil, help: String = "") {
    self.text = text
    self.append = append
    self.help = help
  }
}

/// The candidates for a word of the line.
public nonisolated struct CompletionResult: Hashable, Sendable {
  /// Where the replaced word begins, counted in characters; it ends at the cursor.
  public let replaceFrom: Int
  /// What could stand there.
  public let candidates: [CompletionCandidate]

  /// The candidates for the word from a place to the cursor.
  public init(replaceFrom: Int, candidates: [CompletionCandidate]) {
    self.replaceFrom = replaceFrom
    self.candidates = candidates
  }

  /// The same candidates for a word that begins at another place.
  ///
  /// readline has its own idea of where a word begins. What stands between the two places is put
  /// before the candidates, or taken off those that begin with it.
  package func candidates(forWordAt start: Int, in line: String) -> [CompletionCandidate] {
    let characters = Array(line)
    let low = min(max(0, min(start, replaceFrom)), characters.count)
    let high = min(max(0, max(start, replaceFrom)), characters.count)
    let between = String(characters[low..<high])
    return candidates.compactMap { candidate in
      if start <= replaceFrom { return candidate.with(text: between + candidate.text) }
      guard candidate.text.hasPrefix(between) else { return nil }
      return candidate.with(text: String(candidate.text.dropFirst(between.count)))
    }
  }
}

extension CompletionCandidate {
  fileprivate nonisolated func with(text: String) -> CompletionCandidate {
    CompletionCandidate(text, append: append, help: help)
  }
}

/// What finds the candidates for a line and a cursor, counted in characters.
public typealias Completer = @MainActor (_ line: String, _ cursor: Int) -> CompletionResult
