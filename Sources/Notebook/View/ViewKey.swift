/// A key of a view that is not the command line.
public enum ViewKey: Hashable, Sendable {
  case left, right, up, down
  /// An arrow to the side pressed with Shift.
  case shiftLeft, shiftRight
  case home, end, pageUp, pageDown
  case tab, backTab, enter, escape, backspace
  case character(Character)
}
