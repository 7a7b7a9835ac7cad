import Notebook
import Parallelism
import Terminal
import TextPlots

/// The same session without a screen: lines in, lines out, through readline alone.
final class PlainNotebook {
  private let events: EventSource
  private let kernel: Kernel
  private var notebook: NotebookFile
  private let leaving: Leaving
  private var hasUnsavedCells = false
  private var recoveredLine = ""
  private let palette: NotebookPalette
  private var snapshot: SessionSnapshot?
  private var history: HistoryFile?
  private let isPresented: Bool

  init(
    events: EventSource, notebook: NotebookFile, path: String?, palette: NotebookPalette,
    environment: [String: String], isPresented: Bool
  ) {
    self.events = events
    self.notebook = notebook
    self.palette = palette
    self.isPresented = isPresented
    leaving = Leaving(notebook: path, environment: environment)
    kernel = Kernel(
      folder: path.map(NotebookStore.folder) ?? "", notebook: notebook,
      journals: leaving.journals, journal: leaving.journal,
      lessons: LessonProgress(environment: environment))
    history = HistoryFile.defaultPath(environment: environment).map { HistoryFile(path: $0) }
  }

  /// Runs the notebook's cells, then reads commands until the end of the input.
  func run() async {
    await readCommands()
    ScriptOutput.standard(
      leaving.finish(
        notebook, Leaving.Unsaved(hasCells: hasUnsavedCells),
        isCutOff: events.terminatingSignal != nil))
  }

  private func readCommands() async {
    if let notice = await kernel.recoveryNotice { ScriptOutput.standard([notice]) }
    snapshot = await kernel.snapshot
    let editor = PlainEditor(events: events) { [weak self] line, cursor in
      self?.complete(line, cursor) ?? CompletionResult(replaceFrom: cursor, candidates: [])
    }
    for entry in history?.load() ?? [] { editor.addHistory(entry.text) }
    if isPresented {
      guard await present(editor) else { return }
    } else {
      for cell in notebook.cells {
        show(cell)
        await execute(cell.source, id: cell.id)
      }
    }
    await readCommands(editor, untilEmptyLine: false)
  }

  private func show(_ cell: NotebookCell) {
    ScriptOutput.standard(cell.source.split(separator: "\n").map { "la> \($0)" })
  }

  /// Shows the notebook piece by piece; an empty line goes on, other lines are commands.
  ///
  /// False at the end of the input.
  private func present(_ editor: PlainEditor) async -> Bool {
    var presentation = Presentation(notebook)
    while let step = presentation.next() {
      switch step {
      case .run(let cell): await execute(cell.source, id: cell.id)
      case .show(let texts, let cell):
        ScriptOutput.standard(texts)
        guard let cell else { continue }
        show(cell)
        ScriptOutput.standard(["(\(presentation.progress) cells; an empty line runs this one)"])
        guard await readCommands(editor, untilEmptyLine: true) else { return false }
      }
    }
    return true
  }

  /// Reads and runs commands; false at the end of the input.
  @discardableResult
  private func readCommands(_ editor: PlainEditor, untilEmptyLine: Bool) async -> Bool {
    while true {
      let beginning = recoveredLine
      recoveredLine = ""
      let input = editor.readLine(
        beginning: beginning, onInput: { [leaving] in leaving.journal?.note(line: $0, waiting: []) }
      )
      switch input {
      case .endOfInput: return false
      case .interrupted: leaving.journal?.note(line: "", waiting: [])
      case .line(let line):
        guard line.contains(where: { !$0.isWhitespace }) else {
          if untilEmptyLine { return true }
          continue
        }
        editor.addHistory(line)
        hasUnsavedCells = true
        leaving.journal?.note(line: "", waiting: [])
        await execute(line, id: nil)
      }
    }
  }

  /// Runs a cell while Control-C can stop it.
  private func execute(_ source: String, id: String?) async {
    TerminalRelay.mark(source)
    let cancellation = Cancellation()
    let mailbox = JobMailbox()
    Task.detached { [kernel, events] in
      let output = await kernel.run(source, id: id, cancellation: cancellation)
      mailbox.post(.finished(output, await kernel.snapshot, await kernel.notebook))
      events.wake()
    }
    while true {
      let happened = events.wait(milliseconds: nil)
      if happened.contains(.interrupt) || happened.contains(.terminate) { cancellation.cancel() }
      for case .finished(let output, let snapshot, let notebook) in mailbox.drain() {
        self.snapshot = snapshot
        self.notebook = notebook
        show(output)
        take(output)
        history?.append(
          HistoryEntry(
            time: secondsSince1970(), status: output.status == .ok ? 0 : 1,
            milliseconds: Int(output.seconds * 1000), text: source))
        return
      }
    }
  }

  /// Takes over what a cell has saved or brought back, and says once what the journal suffers from.
  private func take(_ output: CellOutput) {
    if output.savesNotebook { hasUnsavedCells = false }
    if let recovery = output.recovery {
      for (_, cell) in recovery.cells {
        let source = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
        ScriptOutput.standard(source.map { "la> \($0)" })
        ScriptOutput.standard(cell.shownOutput)
      }
      recoveredLine = recovery.line
    }
    let problem = history?.takeProblem()?.description ?? leaving.journal?.takeProblem()?.description
    if let problem { ScriptOutput.diagnostic([problem]) }
  }

  private func show(_ output: CellOutput) {
    let palette = palette.following(snapshot?.colorChoice ?? "auto")
    let options = RenderingOptions(
      width: 80, glyphs: palette.glyphs, color: palette.hasColors)
    for item in output.items {
      ScriptOutput.standard(item.block.ansiLines(options, theme: palette.theme))
    }
  }

  private func complete(_ line: String, _ cursor: Int) -> CompletionResult {
    guard let snapshot else { return CompletionResult(replaceFrom: cursor, candidates: []) }
    let completion = Completer(catalogue: Commands.catalogue, session: snapshot)
      .completion(of: line, cursor: cursor)
    return CompletionResult(
      replaceFrom: completion.replaced.lowerBound,
      candidates: completion.candidates.map {
        CompletionCandidate($0.text, append: $0.append.first, help: $0.help)
      })
  }
}
