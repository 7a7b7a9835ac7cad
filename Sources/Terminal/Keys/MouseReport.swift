/// What a mouse did over the screen, as terminals report it when they are asked to.
public nonisolated enum MouseReport: Hashable, Sendable {
  /// The wheel was turned away from the user, or to the user.
  case wheelUp, wheelDown
  /// The first button went down over a cell, counted from 0 at the upper left.
  case press(column: Int, row: Int)

  /// The report in the parameters of `ESC [ < button ; column ; row M` (xterm's SGR form); nil for what we
  /// have no use for: other buttons, movements, and with the final `m` a button that goes up.
  init?(_ parameters: ArraySlice<UInt8>, final: UInt8) {
    guard parameters.first == UInt8(ascii: "<"), final == UInt8(ascii: "M") else { return nil }
    let fields = parameters.dropFirst()
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard fields.count == 3, let button = fields[0], let column = fields[1], let row = fields[2],
      column > 0, row > 0
    else { return nil }
    switch button {
    case 0: self = .press(column: column - 1, row: row - 1)
    case 64: self = .wheelUp
    case 65: self = .wheelDown
    default: return nil
    }
  }
}
