/// One command line: stages whose results pass on from left to right, and names for the last.
public struct Line: Sendable {
  /// The names the results are kept under: `d1, d2 = …`.
  public var names: [Name]
  /// The stages, at least one.
  public var stages: [Stage]
  /// Where the line stands in the source, in characters.
  public var range: Range<Int>

  /// A line of stages.
  public init(names: [Name] = [], stages: [Stage], range: Range<Int> = 0..<0) {
    self.names = names
    self.stages = stages
    self.range = range
  }
}

/// One step of a line: a verb with its arguments, or an object that feeds the next step.
public struct Stage: Sendable {
  /// The verb, or the object.
  public var head: Value
  /// What follows the verb.
  public var arguments: [Argument]
  /// Where the stage stands in the source, in characters.
  public var range: Range<Int>

  /// A verb or an object, and what follows it.
  public init(head: Value, arguments: [Argument] = [], range: Range<Int> = 0..<0) {
    self.head = head
    self.arguments = arguments
    self.range = range
  }

  /// The stage of a verb.
  public init(verb: String, _ arguments: [Argument] = []) {
    self.init(head: Value(.word(verb)), arguments: arguments)
  }

  /// The head where it is a bare word, which may be a verb.
  public var verb: Name? {
    guard case .word(let word) = head.content else { return nil }
    return Name(word, range: head.range)
  }
}
