import Notebook
import Terminal
import TextPlots

/// A notebook in front of a person: on the full screen, or line by line where there is none.
@MainActor
struct Front {
  private let notebook: NotebookFile
  private let path: String?
  private let palette: NotebookPalette
  private let environment: [String: String]
  private let isPresented: Bool

  init(
    notebook: NotebookFile, path: String?, capabilities: TerminalCapabilities, color: String,
    theme: String = "auto", environment: [String: String], isPresented: Bool = false
  ) {
    self.notebook = notebook
    self.path = path
    self.environment = environment
    self.isPresented = isPresented
    palette = NotebookPalette(
      capabilities, color: color, theme: theme, environment: environment)
  }

  /// Shows the notebook until the user leaves.
  func open(_ mode: FrontMode) async throws {
    let events = try EventSource()
    guard mode.isFullScreen else { return await openPlain(mode, events) }
    let screen: Screen
    do {
      screen = try Screen(
        colours: palette.theme != .none, glyphs: palette.repertoire, palette: palette.appearance)
    } catch {
      ScriptOutput.diagnostic(["\(error); going on line by line"])
      return await openPlain(mode, events)
    }
    let window = await NotebookScreen(
      events: events, screen: screen, notebook: notebook, path: path,
      palette: palette.on(colourCount: screen.colourCount), mode: mode, environment: environment,
      isPresented: isPresented)
    window.run()
    screen.close()
    if window.goesOnPlain { return await goOnPlain(window) }
    ScriptOutput.standard(
      window.leaving.finish(
        window.notebook, window.unsaved, isCutOff: window.isCutOff))
  }

  private func openPlain(_ mode: FrontMode, _ events: EventSource) async {
    let leaving = Leaving(notebook: path, environment: environment)
    let kernel = Kernel(notebook, at: path, leaving: leaving, environment: environment)
    let session = PlainNotebook(
      events: events, kernel: kernel, notebook: notebook, leaving: leaving, palette: palette,
      mode: mode, environment: environment, isPresented: isPresented)
    await session.run()
  }

  /// The session of a screen after `set plain`, with the cells that had not begun.
  private func goOnPlain(_ window: NotebookScreen) async {
    let session = PlainNotebook(
      events: window.events, kernel: window.kernel, notebook: window.notebook,
      leaving: window.leaving, palette: palette, mode: FrontMode(afterSetting: true),
      hasUnsavedCells: window.hasUnsavedCells, environment: environment)
    await session.goOn(with: window.waitingCells)
  }
}
