/// An argument known by its position.
public struct ParameterSignature: Sendable {
  /// The name it is asked for by, and shown under in the usage line.
  public var name: String
  /// Which values it takes.
  public var kind: ValueKind
  /// What it means, as a phrase.
  public var help: String
  /// Whether the command can do without it.
  public var isOptional: Bool
  /// Whether it takes all values that are left; only the last one can.
  public var isVariadic: Bool
  /// Whether the result of the stage before can stand in for it.
  public var takesInput: Bool
  /// Values worth offering, with what they are.
  public var offers: [Suggestion]

  /// An argument at its place.
  public init(
    _ name: String, _ kind: ValueKind, help: String, isOptional: Bool = false,
    isVariadic: Bool = false, takesInput: Bool = false, offers: [Suggestion] = []
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.isOptional = isOptional
    self.isVariadic = isVariadic
    self.takesInput = takesInput
    self.offers = offers
  }
}
