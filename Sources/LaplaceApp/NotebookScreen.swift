import Notebook
import Terminal
import TextPlots

/// The full screen: a notebook above, a command line below.
///
/// Keys are never kept waiting: cells run on the kernel's queue and report through a mailbox.
final class NotebookScreen {
  let events: EventSource
  let screen: Screen
  let kernel: Kernel
  let mailbox = JobMailbox()
  let path: String?
  let leaving: Leaving
  /// Whether this is a session in words.
  let mode: FrontMode
  /// Whether the session goes on line by line once the screen is closed.
  var goesOnPlain = false
  let remembered: RememberedPlainMode
  /// The look that the terminal allows.
  let fullPalette: NotebookPalette
  /// The look in use.
  var palette: NotebookPalette

  var keyboard = Keyboard()
  var history: HistoryFile?
  var entries: [NotebookEntry] = []
  var drawn: [Int: DrawnEntry] = [:]
  var queue: [Int] = []
  var job: RunningJob?
  /// What the keys go to.
  var focus = ScreenFocus.line
  /// Whether there may be panes beside the notebook.
  var isSplit = true
  /// The piece whose picture stays in the pane; nil for the newest.
  var pinned: Int?
  /// The pieces that are shown otherwise than as they were made.
  var alternatives: [Int: Alternative] = [:]
  /// The piece whose commands are in the command line to be changed; nil for none.
  var edited: Int?
  /// Pieces that were removed, for their way back.
  var removed: [String: NotebookEntry] = [:]
  var snapshot: SessionSnapshot
  var notebook: NotebookFile
  var hasUnsavedCells = false
  var hasCrashNote = false
  var scroll = 0
  var message: String?
  var isRunning = true
  /// What is left of a notebook that is presented; nil for one that runs from the top.
  var presentation: Presentation?
  var nextNumber = 1

  private(set) lazy var editor = LineEditor { [weak self] line, cursor in
    self?.complete(line, cursor) ?? CompletionResult(replaceFrom: cursor, candidates: [])
  }

  /// A screen on a notebook, whose cells are run from the top, or one by one if it is presented.
  init(
    events: EventSource, screen: Screen, notebook: NotebookFile, path: String?,
    palette: NotebookPalette, mode: FrontMode, environment: [String: String], isPresented: Bool
  ) async {
    self.events = events
    self.mode = mode
    remembered = RememberedPlainMode(environment: environment)
    self.screen = screen
    self.path = path
    self.notebook = notebook
    fullPalette = palette
    self.palette = palette
    leaving = Leaving(notebook: path, environment: environment)
    kernel = Kernel(notebook, at: path, leaving: leaving, environment: environment)
    snapshot = await kernel.snapshot
    message = await kernel.recoveryNotice
    history = HistoryFile.defaultPath(environment: environment).map { HistoryFile(path: $0) }
    editor.setHistory(history?.load().map(\.text) ?? [])
    if isPresented {
      presentation = Presentation(notebook)
      presentNext()
    } else {
      show(notebook)
    }
    markStaleCells()
  }

  /// Runs until the user leaves or the process is asked to end.
  func run() {
    startNext()
    draw()
    while isRunning {
      let happened = events.wait(milliseconds: keyboard.millisecondsToWait)
      if happened.contains(.terminate) { break }
      if happened.contains(.suspend) { screen.suspend() }
      if happened.contains(.continued) { screen.reassert() }
      if happened.contains(.resize) { screen.resize() }
      if happened.contains(.interrupt) { interrupt() }
      if happened.contains(.wake) { mailbox.drain().forEach(receive) }
      for key in keyboard.keys(after: happened) { handle(key) }
      for line in editor.takeSubmissions() { submit(line) }
      noteInput()
      draw()
    }
    job?.cancellation.cancel()
    if case .live(let live) = focus { live.close() }
    settle()
  }

  /// Control-C: stops the running cell, else leaves a view, else empties the line; it never ends the
  /// program.
  private func interrupt() {
    keyboard.reset()
    if let job {
      job.cancellation.cancel()
      queue.removeAll { entry in
        entries[entry].content = entries[entry].content.withoutOutput
        return true
      }
    } else if case .line = focus {
      edited = nil
      editor.abort()
    } else {
      closeView()
    }
  }
}

extension NotebookEntry.Content {
  /// The cell as it was before it was asked to run.
  var withoutOutput: NotebookEntry.Content {
    guard case .cell(let source, _) = self else { return self }
    return .cell(source: source, output: .recorded(["not run: the queue was stopped"]))
  }
}
