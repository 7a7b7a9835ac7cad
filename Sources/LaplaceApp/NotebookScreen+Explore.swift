import Notebook
import Terminal

extension NotebookScreen {
  /// Shows a posterior under sliders.
  func open(_ exploration: Exploration) {
    closeView()
    focus = .live(LiveExploration(exploration, mailbox: mailbox, events: events))
  }

  /// Does what a key asks of the live view.
  func handle(_ key: ViewKey, in live: LiveExploration) {
    var live = live
    let request = live.state.handle(key)
    focus = .live(live)
    switch request {
    case .none: break
    case .find(let optimum): live.find(optimum)
    case .leave: closeView()
    case .keep(let command):
      closeView()
      submit(.line(command))
    }
  }

  /// Changes what the live view shows, if it is still there.
  func changeLiveState(_ change: (inout ExploreState) -> Void) {
    guard case .live(var live) = focus else { return }
    change(&live.state)
    focus = .live(live)
  }

  /// Gives the keys back to the command line.
  func closeView() {
    if case .live(let live) = focus { live.close() }
    focus = .line
  }
}
