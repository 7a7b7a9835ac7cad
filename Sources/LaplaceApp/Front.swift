import Notebook
import Terminal
import TextPlots

/// A notebook in front of a person: on the full screen, or line by line where there is none.
@MainActor
struct Front {
  private let notebook: NotebookFile
  private let path: String?
  private let allowsFullScreen: Bool
  private let palette: NotebookPalette
  private let environment: [String: String]

  init(
    notebook: NotebookFile, path: String?, capabilities: TerminalCapabilities, color: String,
    theme: String, environment: [String: String]
  ) {
    self.notebook = notebook
    self.path = path
    self.environment = environment
    allowsFullScreen = capabilities.allowsFullScreen
    palette = NotebookPalette(
      capabilities, color: color, theme: theme, environment: environment)
  }

  /// Shows the notebook until the user leaves.
  func open(plain: Bool) async throws {
    let events = try EventSource()
    guard allowsFullScreen && !plain else { return await openPlain(events) }
    let screen: Screen
    do {
      screen = try Screen(
        colours: palette.theme != .none, glyphs: palette.repertoire, palette: palette.appearance)
    } catch {
      ScriptOutput.diagnostic(["\(error); going on line by line"])
      return await openPlain(events)
    }
    let window = await NotebookScreen(
      events: events, screen: screen, notebook: notebook, path: path,
      palette: palette.on(colourCount: screen.colourCount), environment: environment)
    window.run()
    screen.close()
    ScriptOutput.standard(
      window.leaving.finish(
        window.notebook, window.unsaved, isCutOff: window.isCutOff))
  }

  private func openPlain(_ events: EventSource) async {
    let session = PlainNotebook(
      events: events, notebook: notebook, path: path, palette: palette, environment: environment)
    await session.run()
  }
}
