/// What a command is called, what it takes and what it gives: the one description that binding,
/// completion, hints and help all read.
public struct CommandSignature: Sendable {
  /// The word that calls it.
  public var verb: String
  /// What it does, in one line.
  public var summary: String
  /// What it takes.
  public var arguments: ArgumentsSignature
  /// Lines that show its use.
  public var examples: [String]
  /// What it gives; nil for a command that only acts.
  public var resultKind: ObjectKind?

  /// A command and its arguments.
  public init(
    _ verb: String, summary: String, parameters: [ParameterSignature] = [],
    options: [OptionSignature] = [], flags: [FlagSignature] = [],
    columnOptions: ArgumentsSignature.ColumnOptions? = nil, examples: [String] = [],
    resultKind: ObjectKind? = nil
  ) {
    self.verb = verb
    self.summary = summary
    arguments = ArgumentsSignature(
      parameters: parameters, options: options, flags: flags, columnOptions: columnOptions)
    self.examples = examples
    self.resultKind = resultKind
  }

  /// The parameter that the result of the stage before can stand in for.
  public var inputParameter: ParameterSignature? {
    arguments.parameters.first(where: \.takesInput)
  }
}
