import Parallelism

/// A command of the language: what it takes, and what it does.
///
/// A command reads the session and gives results; it changes nothing but what the session's own
/// functions change. A command that fails leaves no trace.
protocol Command: Sendable {
  /// What the command is called and takes.
  static var signature: CommandSignature { get }

  /// Does it.
  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome
}

/// What a command may look at while it runs.
struct CommandContext: Sendable {
  /// The session, as it will be when the command succeeds.
  var session: Session
  /// The result of the stage before, for commands behind a `|`.
  var input: (any SessionObject)?
  /// The JSON form of that result where it is not the object's own.
  var inputJSON: JSONValue?
  /// The name that the result of the stage before carries.
  var inputName: String?
  /// The files of the notebook.
  let files: NotebookFiles
  /// The cells that ran before.
  let history: [CellRecord]
  /// The cells of the notebook, and what is stale among them.
  let graph: CellGraph
  /// What the cell has read from the session.
  let reads: ReadLog
  /// The objects that the command took because none was named.
  let taken: TakenObjects
  /// Where the journals of sessions are that were cut off; nil where none are kept.
  let journals: JournalFolder?
  /// Where the progress in the tutorial is kept; nil where it is not.
  let lessons: LessonProgress?
  /// A request to stop.
  let cancellation: Cancellation
  /// A place to report how far the work is.
  let progress: Progress
}

extension CommandContext {
  /// The notebook with the cells that ran before.
  var notebook: NotebookFile { graph.notebook }
}

/// A cell that ran, for `history`, `rerun` and `why`.
struct CellRecord: Sendable {
  /// Its number.
  let number: Int
  /// What was typed.
  let source: String
  /// Whether every line succeeded.
  let succeeded: Bool
  /// How long it took.
  let seconds: Double
  /// Why it failed, or else its last warning, with the source that the place belongs to.
  let problem: (problem: Problem, source: String)?
}

/// What a command gives.
struct Outcome: Sendable {
  /// An object and the name it gets when the line does not give one; none for a passing result.
  struct Result: Sendable {
    let object: any SessionObject
    var defaultName: String?
  }

  /// The results, in the order of the names a line may give them.
  var results: [Result] = []
  /// What was resolved: the command with everything left out filled in.
  var receipt: String?
  /// What to show; nil shows the result's own view unless a sink follows.
  var output: [OutputBlock]?
  /// The result in the form scripts read, where it is not the object's own.
  var json: JSONValue?
  /// What went less than well.
  var warnings: [Problem] = []
  /// Whether the work was stopped and the results hold what was finished.
  var isPartial = false
  /// A posterior to be looked at live, where there is a screen.
  var exploration: Exploration?
  /// The cells to run again after this command, by number.
  var rerun: [Int] = []
  /// The commands that make what a lesson begins with.
  var preparation: [String] = []
  /// What is to become of a cell of the notebook.
  var edit: CellEdit?
  /// The journal whose cells are to be added to the notebook.
  var recovered: JournalClaim?
  /// Whether the notebook as it was before this cell is in a file now.
  var savesNotebook = false
}
