/// What running a cell gave.
public struct CellOutput: Sendable {
  /// How it ended.
  public enum Status: String, Sendable {
    /// Every line succeeded.
    case ok
    /// A line failed; what came before it stands.
    case failed
    /// A line was stopped, and what it had finished is kept.
    case partial
  }

  /// A piece of output, by what it is for.
  public enum Item: Sendable {
    /// What was asked for.
    case result(OutputBlock)
    /// What was resolved and done.
    case receipt(String)
    /// Something that went less than well, with the line it belongs to.
    case warning(Problem)
    /// Why the cell failed, with the source of the line.
    case problem(Problem, source: String)
  }

  /// The pieces, in order.
  public internal(set) var items: [Item] = []
  /// How it ended.
  public internal(set) var status = Status.ok
  /// A posterior that the cell wants to be looked at live; nil for none.
  public internal(set) var exploration: Exploration?
  /// The time it took, in seconds.
  public internal(set) var seconds = 0.0
}

extension CellOutput {
  /// Why the cell failed, with the source that the place belongs to; nil where it did not.
  var problem: (problem: Problem, source: String)? {
    for case .problem(let problem, let source) in items.reversed() { return (problem, source) }
    return nil
  }

  /// The last warning; nil where there was none.
  var lastWarning: Problem? {
    for case .warning(let problem) in items.reversed() { return problem }
    return nil
  }
}
