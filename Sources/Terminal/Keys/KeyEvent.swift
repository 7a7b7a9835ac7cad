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
  /// The wheel or a button of the mouse, which only reports while it is asked to.
  case mouse(MouseReport)
  /// Pasted text, with line feeds as line ends and without prompts.
  case paste(String)

  /// The Enter key.
  public static let enter = KeyEvent.line([0x0D])
  /// The Tab key.
  public static let tab = KeyEvent.line([0x09])
  /// Tab pressed with Shift.
  public static let backTab = KeyEvent.line(Array("\u{1B}[Z".utf8))
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
    return Direction(final: bytes[2])
  }

  /// The direction of a cursor key pressed with Shift, `ESC [ 1 ; 2 A`; nil for any other.
  public var shiftedDirection: Direction? {
    guard case .line(let bytes) = self, bytes.count == 6, bytes.starts(with: "\u{1B}[1;2".utf8)
    else { return nil }
    return Direction(final: bytes[5])
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

extension KeyEvent.Direction {
  /// The direction that the last byte of a cursor key's sequence names.
  nonisolated fileprivate init?(final byte: UInt8) {
    switch byte {
    case UInt8(ascii: "A"): self = .up
    case UInt8(ascii: "B"): self = .down
    case UInt8(ascii: "C"): self = .right
    case UInt8(ascii: "D"): self = .left
    case UInt8(ascii: "H"): self = .home
    case UInt8(ascii: "F"): self = .end
    default: return nil
    }
  }
}
