/// A key, a paste, or a unit of bytes for the line editor.
public nonisolated enum KeyEvent: Hashable, Sendable {
  /// A whole key for readline: a scalar, a control byte or a key sequence.
  case line([UInt8])
  /// A function key, counted from 1.
  case function(Int)
  /// A function key pressed with Shift.
  case shiftedFunction(Int)
  /// The Escape key alone.
  case escape
  /// Enter pressed with Alt, Control or Shift.
  case alternateEnter
  /// The byte of Control-J.
  case lineFeed
  /// The page up key.
  case pageUp
  /// The page down key.
  case pageDown
  /// A key after the prefix Control-X that is not readline's.
  case chord(Character)
  /// Pasted text, with line feeds as line ends and without prompts.
  case paste(String)

  /// The Enter key.
  public static let enter = KeyEvent.line([0x0D])
  /// The Tab key.
  public static let tab = KeyEvent.line([0x09])
  /// Control-D.
  public static let endOfInput = KeyEvent.line([0x04])
  /// Control-L.
  public static let redraw = KeyEvent.line([0x0C])

  /// The text of a key that types some; nil for any other.
  public var text: String? {
    guard case .line(let bytes) = self, let first = bytes.first, first >= 0x20, first != 0x7F
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The direction of a plain cursor key; nil for any other.
  public var direction: Direction? {
    guard case .line(let bytes) = self, bytes.count == 3, bytes[0] == 0x1B else { return nil }
    guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else { return nil }
    switch bytes[2] {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return .right
    case UInt8(ascii: "D"): return .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    default: return nil
    }
  }

  /// Where a cursor key goes.
  public enum Direction: Hashable, Sendable {
    /// Towards the first row.
    case up
    /// Towards the last row.
    case down
    /// Towards the first column.
    case left
    /// Towards the last column.
    case right
    /// To the beginning.
    case home
    /// To the end.
    case end
  }
}
