import Notebook
import Parallelism
import Terminal
import TextPlots

/// The same session without a screen: lines in, lines out, through readline alone.
final class PlainNotebook {
  /// A cell that is to run before commands are read.
  struct WaitingCell {
    let source: String
    let id: String?
  }

  private let events: EventSource
  private let kernel: Kernel
  private var notebook: NotebookFile
  private let leaving: Leaving
  private let mode: FrontMode
  private let remembered: RememberedPlainMode
  private var hasUnsavedCells = false
  private var recoveredLine = ""
  private let palette: NotebookPalette
  private var snapshot: SessionSnapshot?
  private var history: HistoryFile?
  private let isPresented: Bool

  /// A session on a kernel, which may have run some cells already.
  init(
    events: EventSource, kernel: Kernel, notebook: NotebookFile, leaving: Leaving,
    palette: NotebookPalette, mode: FrontMode, hasUnsavedCells: Bool = false,
    environment: [String: String], isPresented: Bool = false
  ) {
    self.events = events
    self.kernel = kernel
    self.notebook = notebook
    self.leaving = leaving
    self.palette = palette
    self.isPresented = isPresented
    self.mode = mode
    self.hasUnsavedCells = hasUnsavedCells
    remembered = RememberedPlainMode(environment: environment)
    history = HistoryFile.defaultPath(environment: environment).map { HistoryFile(path: $0) }
  }

  /// Runs the notebook's cells between its texts, then reads commands until the end of the input.
  func run() async {
    say([mode.greeting])
    if let notice = await kernel.recoveryNotice { say([notice]) }
    snapshot = await kernel.snapshot
    let editor = editor()
    if isPresented {
      guard await present(editor) else { return finish() }
    } else {
      for block in notebook.blocks {
        switch block {
        case .text(let text): say(text.split(separator: "\n").map(String.init))
        case .cell(let cell): await run(WaitingCell(source: cell.source, id: cell.id))
        case .output: break
        }
      }
    }
    await readCommands(editor, untilEmptyLine: false)
    finish()
  }

  /// Goes on with a session that has begun on the full screen.
  func goOn(with waiting: [WaitingCell]) async {
    say([mode.greeting])
    snapshot = await kernel.snapshot
    for cell in waiting { await run(cell) }
    await readCommands(editor(), untilEmptyLine: false)
    finish()
  }

  private func run(_ cell: WaitingCell) async {
    ScriptOutput.standard(cell.source.split(separator: "\n").map { "la> \($0)" })
    await execute(cell.source, id: cell.id)
  }

  private func finish() {
    say(
      leaving.finish(
        notebook, Leaving.Unsaved(hasCells: hasUnsavedCells),
        isCutOff: events.terminatingSignal != nil))
  }

  private func editor() -> PlainEditor {
    let editor = PlainEditor(events: events) { [weak self] line, cursor in
      self?.complete(line, cursor) ?? CompletionResult(replaceFrom: cursor, candidates: [])
    }
    for entry in history?.load() ?? [] { editor.addHistory(entry.text) }
    return editor
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
        for text in texts { say(text.split(separator: "\n").map(String.init)) }
        guard let cell else { continue }
        ScriptOutput.standard(cell.source.split(separator: "\n").map { "la> \($0)" })
        say(["(\(presentation.progress) cells; an empty line runs this one)"])
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

  /// Runs a cell while Control-C can stop it, and says from time to time how far it is.
  private func execute(_ source: String, id: String?) async {
    let cancellation = Cancellation()
    let mailbox = JobMailbox()
    mailbox.run(source, id: id, on: kernel, cancellation: cancellation, events: events)
    let start = ContinuousClock.now
    var lines = ProgressLines(of: source)
    while true {
      let happened = events.wait(milliseconds: nil)
      if happened.contains(.interrupt) || happened.contains(.terminate) { cancellation.cancel() }
      for message in mailbox.drain() {
        switch message {
        case .progress(let report):
          let seconds = start.duration(to: .now) / .seconds(1)
          lines.line(done: report.done, total: report.total, seconds: seconds).map { say([$0]) }
        case .finished(let output, let snapshot, let notebook):
          self.notebook = notebook
          follow(snapshot, isTyped: id == nil)
          show(output)
          history?.append(
            HistoryEntry(
              time: secondsSince1970(), status: output.status == .ok ? 0 : 1,
              milliseconds: Int(output.seconds * 1000), text: source))
          take(output)
          return
        case .edited, .learned, .found: break
        }
      }
    }
  }

  /// Takes over what a cell has chosen; what was typed about plain mode is remembered.
  private func follow(_ snapshot: SessionSnapshot, isTyped: Bool) {
    let before = self.snapshot?.plainChoice
    self.snapshot = snapshot
    guard isTyped, let choice = snapshot.plainChoice, choice != before else { return }
    remembered.remember(choice).map { ScriptOutput.diagnostic([$0]) }
    if mode.isForced && choice != mode.isPlain {
      say(["\(mode.reason == .flag ? "--plain" : "ACCESSIBLE") holds in this session"])
    }
  }

  /// Takes over what a cell has saved or brought back, and says once what the journal suffers from.
  private func take(_ output: CellOutput) {
    if output.savesNotebook { hasUnsavedCells = false }
    if let recovery = output.recovery {
      for (_, cell) in recovery.cells {
        let source = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
        say(source.map { "la> \($0)" })
        say(isPlain ? PlainText.recorded(cell.shownOutput) : cell.shownOutput)
      }
      recoveredLine = recovery.line
    }
    let problem = leaving.journal?.takeProblem()?.description ?? history?.takeProblem()?.description
    if let problem { ScriptOutput.diagnostic([said(problem)]) }
  }

  private var isPlain: Bool { mode.isPlain(setting: snapshot?.plainChoice) }

  /// Says lines of the program's own.
  private func say(_ lines: [String]) { ScriptOutput.standard(lines.map(said)) }

  /// A line in the glyphs that the terminal has; in plain mode in words.
  private func said(_ line: String) -> String {
    palette.repertoire.shown(isPlain ? PlainText.words(line) : line)
  }

  private func show(_ output: CellOutput) {
    let palette = palette.following(snapshot)
    let options = RenderingOptions(
      width: 80, glyphs: palette.glyphs(choice: snapshot?.glyphChoice), color: palette.hasColors,
      isPlain: isPlain, tables: snapshot?.tableChoice)
    for item in output.items {
      let lines = item.block(options).ansiLines(options, theme: palette.theme)
      ScriptOutput.standard(lines.map(palette.repertoire.shown))
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
