import Parallelism

/// Runs the lines of a cell, one after the other, on a session.
struct Evaluator {
  /// The session as far as the lines have come; a line that fails leaves it as it was.
  var session: Session
  /// The cells of the notebook.
  var graph: CellGraph
  /// The journals that the lines have taken hold of, to bring their cells back.
  private(set) var recovered: [JournalClaim] = []
  /// What the lines have made of cells of the notebook.
  private(set) var edits: [CellEdit] = []
  /// Whether the lines are about this session alone, and would mean something else in a notebook that is
  /// run again.
  private(set) var isOffTheRecord = false
  /// What the lines have done, as far as a lesson is concerned.
  private(set) var lessonRecord = LessonRecord()
  private var isPreparing = false
  private let settingsBefore: SessionSettings
  private let cell: Int
  private let environment: Environment
  private let reads = ReadLog()
  private var result: (any SessionObject)?

  /// What the lines of every cell have around them.
  struct Environment: Sendable {
    let files: NotebookFiles
    let history: [CellRecord]
    let journals: JournalFolder?
    let lessons: LessonProgress?
    let cancellation: Cancellation
    let progress: Progress
  }

  /// An evaluator of a cell on a session.
  init(_ session: Session, _ graph: CellGraph, cell: Int, in environment: Environment) {
    self.session = session
    self.session.forgetChanges()
    self.graph = graph
    self.cell = cell
    self.environment = environment
    settingsBefore = session.settings
  }

  /// An evaluator of another cell in the same environment.
  func at(_ session: Session, cell: Int) -> Evaluator {
    Evaluator(session, graph, cell: cell, in: environment)
  }

  /// What the lines have read and made.
  func cellRun(of source: String) -> CellRun {
    reads.note(.settings, settingsBefore.fingerprint)
    return CellRun(
      number: cell, source: source, readings: reads.readings, changes: session.changes,
      result: result, settingsBefore: settingsBefore, settingsAfter: session.settings)
  }

  /// The output of all lines up to the first that fails.
  mutating func run(_ source: String) -> CellOutput {
    var output = CellOutput()
    run(source, into: &output)
    return output
  }

  private mutating func run(_ source: String, into output: inout CellOutput) {
    do {
      for line in try Parser.lines(of: source) {
        let sequel = try run(line, into: &output)
        rerun(sequel.reruns, into: &output)
        prepare(sequel.preparation, into: &output)
        guard output.status == .ok else { return }
      }
    } catch {
      output.status = error.code == .cancelled ? .partial : .failed
      output.items.append(.problem(error, source: source))
    }
  }

  /// What a line wants to run after it.
  private struct Sequel {
    var reruns: [Int] = []
    var preparation: [String] = []
  }

  /// Runs what a lesson needs; it is not the reader's doing.
  private mutating func prepare(_ sources: [String], into output: inout CellOutput) {
    guard !sources.isEmpty else { return }
    isPreparing = true
    for source in sources where output.status == .ok { run(source, into: &output) }
    isPreparing = false
  }

  /// Takes what the lines have done into the lesson that is on, and says what comes of it.
  mutating func followLesson(into output: inout CellOutput) {
    guard let blocks = session.lesson?.follow(lessonRecord) else { return }
    output.items += blocks.map { .result($0) }
    session.lesson.map { environment.lessons?.note($0) }
  }

  /// Takes what another cell has done, that ran at its place.
  mutating func noteLesson(of inner: Evaluator) { lessonRecord.append(inner.lessonRecord) }

  /// Runs one line and gives what it wants to run after it.
  private mutating func run(_ line: Line, into output: inout CellOutput) throws(Problem) -> Sequel {
    let facts = SessionSnapshot(session, files: environment.files)
    let line = try Commands.catalogue.expanding(line) { facts.kind(of: .named($0)) != nil }
    let bound = try Binder(catalogue: Commands.catalogue, session: facts).bind(line)
    var context = CommandContext(
      session: session, input: nil, inputJSON: nil, inputName: nil,
      files: environment.files, history: environment.history, graph: graph, reads: reads,
      taken: TakenObjects(),
      journals: environment.journals, lessons: environment.lessons,
      cancellation: environment.cancellation, progress: environment.progress)
    var results: [Named] = []
    var sequel = Sequel()
    for (index, stage) in bound.stages.enumerated() {
      let isLast = index == bound.stages.count - 1
      let outcome = try run(stage, in: &context)
      let isSink = isSink(stage) && !results.isEmpty
      if !isSink { results = named(outcome.results, bound.names) }
      report(outcome, results, isLast: isLast, line: bound, into: &output)
      tellAssumptions(of: stage, context.taken.take(), into: &output)
      pass(outcome, results, isSink: isSink, to: &context)
      sequel.reruns += outcome.rerun
      sequel.preparation += outcome.preparation
      follow(outcome, into: &output)
    }
    try keep(results, bound.names, in: &context)
    session = context.session
    if !isPreparing {
      lessonRecord.note(
        verbs: bound.stages.compactMap(\.verb), made: results.map { ($0.name ?? "_", $0.object) })
    }
    return sequel
  }

  /// Does what a command wants done to the notebook.
  private mutating func follow(_ outcome: Outcome, into output: inout CellOutput) {
    if outcome.savesNotebook { output.savesNotebook = true }
    if let edit = outcome.edit {
      graph.set(edit.after, of: edit.id)
      edits.append(edit)
      isOffTheRecord = true
    }
    if let claim = outcome.recovered {
      recovered.append(claim)
      isOffTheRecord = true
    }
  }

  /// A result with the name it will carry.
  private struct Named {
    let name: String?
    let object: any SessionObject
  }

  private func run(
    _ stage: BoundStage, in context: inout CommandContext
  ) throws(Problem) -> Outcome {
    switch stage {
    case .object(let reference):
      do {
        let (name, object) = try context.resolve(reference)
        context.inputName = name
        return Outcome(results: [.init(object: object)])
      } catch {
        throw Problem.describing(error, at: reference.range)
      }
    case .command(let call):
      guard let command = Commands.named(call.signature.verb) else {
        preconditionFailure("the catalogue has a verb without a command")
      }
      do {
        return try command.run(call.arguments, in: &context)
      } catch {
        let place = Problem.arguments(of: error).lazy.compactMap { call.arguments.place(of: $0) }
          .first
        throw Problem.describing(error, at: place ?? call.range)
      }
    }
  }

  /// Whether a stage only shows or writes what it is given.
  private func isSink(_ stage: BoundStage) -> Bool {
    guard case .command(let call) = stage else { return false }
    return ["plot", "describe", "table", "csv", "markdown", "json", "text", "svg", "show"].contains(
      call.signature.verb)
  }

  private func named(_ results: [Outcome.Result], _ names: [Name]) -> [Named] {
    results.enumerated().map { index, result in
      Named(
        name: index < names.count ? names[index].text : result.defaultName, object: result.object)
    }
  }

  /// Says what a stage did, and shows what the last one gives.
  private func report(
    _ outcome: Outcome, _ results: [Named], isLast: Bool, line: BoundLine,
    into output: inout CellOutput
  ) {
    let label = results.compactMap(\.name).joined(separator: ", ")
    if let receipt = outcome.receipt {
      output.items.append(.receipt(label.isEmpty ? receipt : "\(label) ← \(receipt)"))
    }
    output.items += outcome.warnings.map { .warning($0) }
    if isLast { output.exploration = outcome.exploration }
    if outcome.isPartial { output.status = .partial }
    guard isLast else { return }
    if let shown = outcome.output {
      output.items += shown.map { .result($0) }
    } else if line.names.isEmpty || line.stages.last.map(isSink) == true {
      for result in outcome.results { show(result.object, into: &output) }
    }
  }

  /// Says what a command has assumed, where `set pace=teach` asks for it.
  private func tellAssumptions(
    of stage: BoundStage, _ objects: [String], into output: inout CellOutput
  ) {
    guard session.settings.pace == .teach, case .command(let call) = stage, !isSink(stage) else {
      return
    }
    let assumed = objects + call.assumedOptions
    guard !assumed.isEmpty else { return }
    output.items.append(
      .receipt("\(call.signature.verb) assumed: \(assumed.joined(separator: " · "))"))
  }

  /// Shows an object's own view; of a long table its beginning.
  ///
  /// A result that is given a name is kept, not shown: naming it again, or a sink, shows it.
  private func show(_ object: any SessionObject, into output: inout CellOutput) {
    for block in (try? object.defaultView()) ?? [] {
      guard case .table(var table) = block, table.rows.count > Self.shownRows else {
        output.items.append(.result(block))
        continue
      }
      let hidden = table.rows.count - Self.shownRows
      table.rows.removeLast(hidden)
      output.items.append(.result(.table(table)))
      output.items.append(.result(.lines(["… \(hidden) more rows: | table shows all"])))
    }
  }

  private static let shownRows = 20

  /// Hands a result on to the next stage: what a sink was given goes on, but for a picture, which is
  /// what a file or a table is to hold then.
  private func pass(
    _ outcome: Outcome, _ results: [Named], isSink: Bool, to context: inout CommandContext
  ) {
    if isSink, let picture = outcome.results.first?.object as? PlotObject {
      context.input = picture
      context.inputJSON = nil
    }
    guard !isSink, let first = results.first else { return }
    context.input = first.object
    context.inputName = first.name ?? context.inputName
    context.inputJSON =
      outcome.json
      ?? (results.count > 1 ? .array(results.map { $0.object.json(name: $0.name ?? "_") }) : nil)
  }

  private mutating func keep(
    _ results: [Named], _ names: [Name], in context: inout CommandContext
  ) throws(Problem) {
    if names.count > results.count {
      throw Problem(
        .surplusArgument,
        results.isEmpty
          ? "The command gives no result to name."
          : "The command gives \(results.count) result\(results.count == 1 ? "" : "s"), and there "
            + "are \(names.count) names.", at: names[results.count].range)
    }
    context.session.bind(results.compactMap { result in result.name.map { ($0, result.object) } })
    guard let last = results.last else { return }
    context.session.remember(last.object, cell: cell)
    result = last.object
  }
}

extension BoundStage {
  /// The verb of a command; nil for an object.
  fileprivate var verb: String? {
    guard case .command(let call) = self else { return nil }
    return call.signature.verb
  }
}
