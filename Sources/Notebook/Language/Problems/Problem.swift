/// Something wrong with what was typed, or with what came of it: what, where, and what to do next.
public struct Problem: Error, Equatable, Sendable {
  /// Which kind of problem this is.
  public var code: ProblemCode
  /// What is wrong, complete without the lines around it.
  public var message: String
  /// The place in the source, in characters.
  public var range: Range<Int>?
  /// Words that may have been meant, the likeliest first.
  public var suggestions: [Suggestion]
  /// What can be done next: commands, or short advice.
  public var remedies: [String]

  /// A problem, where it is, and the way out.
  public init(
    _ code: ProblemCode, _ message: String, at range: Range<Int>? = nil,
    suggestions: [Suggestion] = [], remedies: [String] = []
  ) {
    self.code = code
    self.message = message
    self.range = range
    self.suggestions = suggestions
    self.remedies = remedies
  }
}

extension Problem: CustomStringConvertible {
  /// The line that says it all: sign, code, message and what may have been meant.
  public var description: String {
    "\(code.isWarning ? "!" : "✗") \(code.rawValue) \(message)\(didYouMean)"
  }

  /// The question at the end of the message, ` Did you mean 'prior' (λ, prior precision)?`.
  private var didYouMean: String {
    guard !suggestions.isEmpty else { return "" }
    let words = suggestions.map { suggestion in
      "'\(suggestion.word)'" + (suggestion.note.map { " (\($0))" } ?? "")
    }
    return " Did you mean \(words.joined(separator: " or "))?"
  }
}
