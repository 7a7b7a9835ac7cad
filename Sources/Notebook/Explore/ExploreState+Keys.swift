extension ExploreState {
  /// The fine step of an arrow, in decades.
  private static let step = 0.05

  /// Does what a key asks for, and says what the front has to do.
  public mutating func handle(_ key: ViewKey) -> Request {
    if let typed = entry { return handle(key, typed) }
    switch key {
    case .left: move(by: -Self.step)
    case .right: move(by: Self.step)
    case .shiftLeft, .character("["), .character("<"): move(by: -1)
    case .shiftRight, .character("]"), .character(">"): move(by: 1)
    case .up: select(-1)
    case .down: select(1)
    case .tab: turnPanes(1)
    case .backTab: turnPanes(-1)
    case .character("z"): toggleZoom()
    case .character("r"): reset()
    case .character("e"): return .find(.evidence)
    case .character("v"): return .find(.validation)
    case .character("q"), .escape: return .leave
    case .character(let digit) where digit.isNumber || digit == ".": type(String(digit))
    case .enter: return .keep(command)
    case .character, .backspace, .home, .end, .pageUp, .pageDown: break
    }
    return .none
  }

  /// A key while a number is being typed.
  private mutating func handle(_ key: ViewKey, _ typed: String) -> Request {
    switch key {
    case .character(let character) where "0123456789.e+-".contains(character):
      type(typed + String(character))
    case .backspace: type(typed.count > 1 ? String(typed.dropLast()) : nil)
    case .enter:
      type(nil)
      guard let value = Double(typed) else {
        note("'\(typed)' is no number")
        return .none
      }
      set(value)
    case .escape: type(nil)
    default: break
    }
    return .none
  }
}
