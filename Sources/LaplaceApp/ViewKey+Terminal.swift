import Notebook
import Terminal

extension ViewKey {
  /// The meaning of a terminal's key in a view; nil for none.
  init?(_ key: KeyEvent) {
    if let direction = key.shiftedDirection, let shifted = Self.shifted(direction) {
      self = shifted
    } else if let direction = key.direction {
      self = Self.plain(direction)
    } else if let named = Self.named[key] {
      self = named
    } else if let character = key.text?.first {
      self = .character(character)
    } else {
      return nil
    }
  }

  private static let named: [KeyEvent: ViewKey] = [
    .enter: .enter, .lineFeed: .enter, .alternateEnter: .enter, .escape: .escape, .tab: .tab,
    .backTab: .backTab, .pageUp: .pageUp, .pageDown: .pageDown, .line([0x7F]): .backspace,
    .line([0x08]): .backspace, .line(Array("\u{1B}[1~".utf8)): .home,
    .line(Array("\u{1B}[4~".utf8)): .end,
  ]

  private static func shifted(_ direction: KeyEvent.Direction) -> ViewKey? {
    switch direction {
    case .left, .down: .shiftLeft
    case .right, .up: .shiftRight
    case .home, .end: nil
    }
  }

  private static func plain(_ direction: KeyEvent.Direction) -> ViewKey {
    switch direction {
    case .left: .left
    case .right: .right
    case .up: .up
    case .down: .down
    case .home: .home
    case .end: .end
    }
  }
}
