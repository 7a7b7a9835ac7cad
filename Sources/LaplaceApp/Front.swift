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
  private let isPresented: Bool

  init(
    notebook: NotebookFile, path: String?, capabilities: TerminalCapabilities, color: String,
    environment: [String: String], isPresented: Bool = false
  ) {
    self.notebook = notebook
    self.path = path
    self.environment = environment
    self.isPresented = isPresented
    allowsFullScreen = capabilities.allowsFullScreen
    palette = NotebookPalette(capabilities, color: color, environment: environment)
  }

  /// Shows the notebook until the user leaves.
  func open(plain: Bool) async throws {
    let events = try EventSource()
    guard allowsFullScreen && !plain else { return await openPlain(events) }
    let theme = palette.theme
    let screen: Screen
    do {
      screen = try Screen(colours: theme != .none) { theme.appearance(of: $0) }
    } catch {
      ScriptOutput.diagnostic(["\(error); going on line by line"])
      return await openPlain(events)
    }
    let window = await NotebookScreen(
      events: events, screen: screen, notebook: notebook, path: path, palette: palette,
      environment: environment, isPresented: isPresented)
    window.run()
    screen.close()
    ScriptOutput.standard(
      window.leaving.finish(
        window.notebook, window.unsaved, isCutOff: window.isCutOff))
  }

  private func openPlain(_ events: EventSource) async {
    let session = PlainNotebook(
      events: events, notebook: notebook, path: path, palette: palette, environment: environment,
      isPresented: isPresented)
    await session.run()
  }
}
