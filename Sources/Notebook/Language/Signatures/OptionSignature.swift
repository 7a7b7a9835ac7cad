/// An argument known by its name: `key=value`.
public struct OptionSignature: Sendable {
  /// The key.
  public var name: String
  /// Other keys for the same.
  public var aliases: [String]
  /// Which values it takes.
  public var kind: ValueKind
  /// The value when none is given, as it would be typed; nil if the command decides or needs none.
  public var defaultText: String?
  /// Values worth offering, as they would be typed.
  public var examples: [String]
  /// What it means, as a phrase.
  public var help: String
  /// Whether the command cannot do without it.
  public var isRequired: Bool

  /// An option with its default.
  public init(
    _ name: String, _ kind: ValueKind, default defaultText: String? = nil, help: String,
    aliases: [String] = [], examples: [String] = [], isRequired: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.defaultText = defaultText
    self.help = help
    self.aliases = aliases
    self.examples = examples
    self.isRequired = isRequired
  }

  /// The symbols that may be typed instead of the name.
  var symbols: [String] { Synonyms.symbols(for: name) }

  func isCalled(_ key: String) -> Bool {
    key == name || aliases.contains(key) || Synonyms.word(for: key) == name
  }

  /// The option as an answer to a key that was not understood: `prior (λ, prior precision)`.
  var suggestion: Suggestion {
    Suggestion(name, note: (symbols.prefix(1) + [help]).joined(separator: ", "))
  }
}
