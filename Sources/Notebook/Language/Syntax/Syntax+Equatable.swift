// Pieces of syntax are equal when they say the same; where they stand does not count.

extension Name: Equatable {
  /// Whether both are the same word.
  public static func == (left: Name, right: Name) -> Bool { left.text == right.text }
}

extension Value: Equatable {
  /// Whether both say the same.
  public static func == (left: Value, right: Value) -> Bool { left.content == right.content }
}

extension Stage: Equatable {
  /// Whether both say the same.
  public static func == (left: Stage, right: Stage) -> Bool {
    left.head == right.head && left.arguments == right.arguments
  }
}

extension Line: Equatable {
  /// Whether both say the same.
  public static func == (left: Line, right: Line) -> Bool {
    left.names == right.names && left.stages == right.stages
  }
}
