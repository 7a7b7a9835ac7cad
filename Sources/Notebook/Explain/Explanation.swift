/// What a word of the field means: a formula, and one sentence.
struct Explanation: Sendable {
  /// The word, as commands and results use it.
  let name: String
  /// The formula, in the notation of the field.
  let formula: String
  /// One sentence that says what it is good for.
  let sentence: String
  /// Other words for the same thing.
  var aliases: [String] = []
  /// The same formula with the numbers of a posterior of the session.
  var numbers: (@Sendable (any SessionPosterior) throws -> String)?

  /// The explanation of a word.
  static func named(_ name: String) -> Explanation? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// Every explanation, in the order in which one would learn them.
  static let all: [Explanation] =
    posteriors + settings + learning + structures + predictions + scores + notebook + examination
    + chains + diagnostics
}
