import Notebook
import Terminal

extension NotebookScreen {
  /// Shows a posterior under sliders.
  func open(_ exploration: Exploration) {
    live?.close()
    live = LiveExploration(exploration, mailbox: mailbox, events: events)
  }

  /// Does what a key asks of the live view.
  func handleLive(_ key: KeyEvent) {
    if key == .redraw { screen.repaint() }
    guard let key = ExploreKey(key), let request = live?.state.handle(key) else { return }
    switch request {
    case .none: break
    case .find(let optimum): live?.find(optimum)
    case .leave: closeLive()
    case .keep(let command):
      closeLive()
      submit(.line(command))
    }
  }

  private func closeLive() {
    live?.close()
    live = nil
  }
}

extension ExploreKey {
  /// The meaning of a key in the live view; nil for none.
  init?(_ key: KeyEvent) {
    switch key.shiftedDirection {
    case .left, .down: self = .decadeDown
    case .right, .up: self = .decadeUp
    default: self.init(unshifted: key)
    }
  }

  private init?(unshifted key: KeyEvent) {
    if let direction = key.direction {
      switch direction {
      case .left: self = .left
      case .right: self = .right
      case .up: self = .up
      case .down: self = .down
      case .home, .end: return nil
      }
      return
    }
    switch key {
    case .enter, .lineFeed, .alternateEnter: self = .enter
    case .escape: self = .escape
    case .tab: self = .tab
    case .backTab: self = .backTab
    case .line([0x7F]), .line([0x08]): self = .backspace
    default:
      guard let character = key.text?.first else { return nil }
      self = .character(character)
    }
  }
}
