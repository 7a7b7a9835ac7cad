/// A value that was checked against what its argument takes.
public indirect enum BoundValue: Sendable {
  /// A number in the unit of a bare number: seconds, parts of 1.
  case number(Double)
  /// Numbers from one end to another.
  case range(NumberRange)
  /// Values in brackets.
  case list([BoundValue])
  /// One of the choices.
  case choice(BoundChoice)
  /// An object of the session.
  case object(ObjectReference)
  /// A column, and which way to sort by it.
  case column(ColumnReference)
  /// Free text.
  case text(String)
  /// A file or folder, as written.
  case path(String)
  /// `true` or `false`.
  case boolean(Bool)
  /// `auto`.
  case automatic
  /// The number of a cell.
  case cell(Int)
}

/// A choice that was made, with its arguments.
public struct BoundChoice: Sendable {
  /// What the choice takes.
  public var signature: ChoiceSignature
  /// What stood in the parentheses.
  public var arguments: BoundArguments
}

extension BoundChoice {
  /// The word, written in full.
  public var word: String { signature.word }
}

/// A column, and which way to sort by it.
public struct ColumnReference: Hashable, Sendable {
  /// The name of the column.
  public var name: String
  /// Whether it was written with a minus: from the largest down.
  public var isDescending: Bool
}

/// An object that an argument names.
public struct ObjectReference: Sendable {
  /// Where the object comes from.
  public indirect enum Source: Sendable {
    /// The session has it.
    case noun(Noun)
    /// A function makes it.
    case function(BoundCommand)
    /// The stage before made it.
    case input
  }

  /// Where the object comes from.
  public var source: Source
  /// What it is.
  public var kind: ObjectKind
  /// Where it is named in the source, in characters.
  public var range: Range<Int>
}
