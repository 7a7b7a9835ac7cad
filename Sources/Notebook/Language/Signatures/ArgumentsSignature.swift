/// The arguments that a command, a function or a choice takes.
public struct ArgumentsSignature: Sendable {
  /// Those known by their position, in order.
  public var parameters: [ParameterSignature]
  /// Those known by their name.
  public var options: [OptionSignature]
  /// The switches.
  public var flags: [FlagSignature]
  /// Options named after inputs: `predict p1 x1=-3..3 60`.
  public var columnOptions: ColumnOptions?

  /// Options that are named after the inputs of what is given as a parameter.
  public struct ColumnOptions: Sendable {
    /// The parameter whose inputs they are.
    public var parameter: String
    /// Which values they take.
    public var kind: ValueKind
    /// What they mean, as a phrase.
    public var help: String

    /// Options named after the inputs of a parameter.
    public init(of parameter: String, _ kind: ValueKind, help: String) {
      self.parameter = parameter
      self.kind = kind
      self.help = help
    }
  }

  /// Arguments of each sort; none when nothing is said.
  public init(
    parameters: [ParameterSignature] = [], options: [OptionSignature] = [],
    flags: [FlagSignature] = [], columnOptions: ColumnOptions? = nil
  ) {
    self.parameters = parameters
    self.options = options
    self.flags = flags
    self.columnOptions = columnOptions
  }

  /// The option of a key, which may be an alias or a symbol.
  public func option(_ key: String) -> OptionSignature? {
    options.first { $0.name == key } ?? options.first { $0.isCalled(key) }
  }

  /// The switch of a name.
  public func flag(_ name: String) -> FlagSignature? { flags.first { $0.name == name } }

  /// Whether there is nothing to give.
  public var isEmpty: Bool {
    parameters.isEmpty && options.isEmpty && flags.isEmpty && columnOptions == nil
  }
}
