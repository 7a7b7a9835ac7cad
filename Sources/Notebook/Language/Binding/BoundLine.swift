/// A line that was checked and can run.
public struct BoundLine: Sendable {
  /// The names for the result.
  public var names: [Name]
  /// The stages, in order.
  public var stages: [BoundStage]
  /// Where the line stands in the source, in characters.
  public var range: Range<Int>
}

/// One step of a line that was checked.
public enum BoundStage: Sendable {
  /// A command to run.
  case command(BoundCommand)
  /// An object to show, or to feed to the next stage.
  case object(ObjectReference)

  /// What the stage gives; nil for a command that only acts.
  public var resultKind: ObjectKind? {
    switch self {
    case .command(let command): command.signature.resultKind
    case .object(let reference): reference.kind
    }
  }
}

/// A command or function with the arguments it will run with.
public struct BoundCommand: Sendable {
  /// What the command is.
  public var signature: CommandSignature
  /// What it was given.
  public var arguments: BoundArguments
  /// Where it stands in the source, in characters.
  public var range: Range<Int>
}
