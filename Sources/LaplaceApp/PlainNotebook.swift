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

  init(
    events: EventSource, notebook: NotebookFile, path: String?, palette: NotebookPalette,
    environment: [String: String]
  ) {
    self.events = events
    self.notebook = notebook
    self.palette = palette
    leaving = Leaving(notebook: path, environment: environment)
    kernel = Kernel(
      folder: path.map(NotebookStore.folder) ?? "", notebook: notebook,
      journals: leaving.journals, journal: leaving.journal)
    history = HistoryFile.defaultPath(environment: environment).map { HistoryFile(path: $0) }
  }

  /// Runs the notebook's cells, then reads commands until the end of the input.
  func run() async {
    await readCommands()
    say(
      leaving.finish(
        notebook, Leaving.Unsaved(hasCells: hasUnsavedCells),
        isCutOff: events.terminatingSignal != nil))
  }

  private func readCommands() async {
    if let notice = await kernel.recoveryNotice { say([notice]) }
    snapshot = await kernel.snapshot
    for cell in notebook.cells {
      say(cell.source.split(separator: "\n").map { "la> \($0)" })
      await execute(cell.source, id: cell.id)
    }
    let editor = PlainEditor(events: events) { [weak self] line, cursor in
      self?.complete(line, cursor) ?? CompletionResult(replaceFrom: cursor, candidates: [])
    }
    for entry in history?.load() ?? [] { editor.addHistory(entry.text) }
    while true {
      let beginning = recoveredLine
      recoveredLine = ""
      let input = editor.readLine(
        beginning: beginning, onInput: { [leaving] in leaving.journal?.note(line: $0, waiting: []) }
      )
      switch input {
      case .endOfInput: return
      case .interrupted: leaving.journal?.note(line: "", waiting: [])
      case .line(let line):
        guard line.contains(where: { !$0.isWhitespace }) else { continue }
        editor.addHistory(line)
        hasUnsavedCells = true
        leaving.journal?.note(line: "", waiting: [])
        await execute(line, id: nil)
      }
    }
  }

  /// Runs a cell while Control-C can stop it.
  private func execute(_ source: String, id: String?) async {
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
        history?.append(
          HistoryEntry(
            time: secondsSince1970(), status: output.status == .ok ? 0 : 1,
            milliseconds: Int(output.seconds * 1000), text: source))
        take(output)
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
        say(source.map { "la> \($0)" })
        say(cell.shownOutput)
      }
      recoveredLine = recovery.line
    }
    let problem = history?.takeProblem()?.description ?? leaving.journal?.takeProblem()?.description
    if let problem { ScriptOutput.diagnostic([palette.repertoire.shown(problem)]) }
  }

  /// Writes lines in the glyphs that the terminal has.
  private func say(_ lines: [String]) {
    ScriptOutput.standard(lines.map(palette.repertoire.shown))
  }

  private func show(_ output: CellOutput) {
    let palette = snapshot.map(palette.following) ?? palette
    let options = RenderingOptions(
      width: 80, glyphs: palette.glyphs, color: palette.hasColors)
    for item in output.items {
      say(item.block.ansiLines(options, theme: palette.theme))
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
