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
  /// The number of the cell.
  public internal(set) var number = 0
  /// The id of the cell in the notebook; nil if the notebook does not keep it.
  public internal(set) var id: String?
  /// Other cells that ran again, in order; their output stands among the pieces of this one too.
  public internal(set) var updates: [CellUpdate] = []
  /// What was brought back from a session that was cut off.
  public internal(set) var recovery: Recovery?
  /// Whether the notebook as it was before the cell is in a file now.
  public internal(set) var savesNotebook = false
}

/// A cell of the notebook that changed because another one ran.
public struct CellUpdate: Sendable {
  /// The number of the cell.
  public let number: Int
  /// Its id in the notebook.
  public let id: String
  /// Its commands.
  public let source: String
  /// What it gives now.
  public let output: CellOutput
}

/// What was brought back from a session that was cut off.
public struct Recovery: Sendable {
  /// The cells, with the numbers they have in this session.
  public internal(set) var cells: [(id: String, cell: JournalCell)] = []
  /// The line that was not sent.
  public internal(set) var line = ""
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
