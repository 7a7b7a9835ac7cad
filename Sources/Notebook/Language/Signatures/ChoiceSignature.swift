/// One of the words an argument takes; it may have arguments of its own: `lowrank(rank=20)`.
public struct ChoiceSignature: Sendable {
  /// The word.
  public var word: String
  /// Other words for the same.
  public var aliases: [String]
  /// What it means, as a phrase.
  public var help: String
  /// What may stand in the parentheses after the word.
  public var arguments: ArgumentsSignature

  /// A word, what it means and what it takes.
  public init(
    _ word: String, help: String, aliases: [String] = [],
    parameters: [ParameterSignature] = [], options: [OptionSignature] = [],
    flags: [FlagSignature] = []
  ) {
    self.word = word
    self.help = help
    self.aliases = aliases
    arguments = ArgumentsSignature(parameters: parameters, options: options, flags: flags)
  }

  func isCalled(_ word: String) -> Bool {
    word == self.word || aliases.contains(word) || Synonyms.word(for: word) == self.word
  }
}
