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

  /// The word and the others for the same thing.
  var words: [String] { [name] + aliases }

  /// The explanations of a word: more than one where it has several meanings, those that bear it as
  /// their name first.
  static func named(_ word: String) -> [Explanation] {
    all.filter { $0.name == word } + all.filter { $0.name != word && $0.aliases.contains(word) }
  }

  /// Every explanation, in the order in which one would learn them.
  static let all: [Explanation] =
    posteriors + settings + training + networks + learning + structures + subsets + predictions
    + scores + data + notebook + examination + figures + chains + comparison + diagnostics
}
