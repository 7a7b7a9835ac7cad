/// The commands and functions that a session understands.
public struct Catalogue: Sendable {
  /// The commands, in the order help lists them.
  public let commands: [CommandSignature]
  /// What can be called where an object is expected: `map(m1)`.
  public let functions: [CommandSignature]
  private let commandsByVerb: [String: CommandSignature]
  private let functionsByName: [String: CommandSignature]

  /// A catalogue; where two share a verb, the first counts.
  public init(_ commands: [CommandSignature], functions: [CommandSignature] = []) {
    self.commands = commands
    self.functions = functions
    commandsByVerb = Dictionary(commands.map { ($0.verb, $0) }) { first, _ in first }
    functionsByName = Dictionary(functions.map { ($0.verb, $0) }) { first, _ in first }
  }

  /// The command of a verb, written in full.
  public func command(_ verb: String) -> CommandSignature? { commandsByVerb[verb] }

  /// The function of a name.
  public func function(_ name: String) -> CommandSignature? { functionsByName[name] }

  /// The commands whose verb begins with the letters.
  public func commands(startingWith prefix: String) -> [CommandSignature] {
    commands.filter { $0.verb.hasPrefix(prefix) }
  }
}
