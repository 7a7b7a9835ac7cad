/// How a style looks on a terminal of 256 colours.
public struct Appearance: Hashable, Sendable {
  /// The colour of the text; nothing for the terminal's own.
  public var foreground: UInt8?
  /// The colour behind the text; nothing for the terminal's own.
  public var background: UInt8?
  /// Whether the text is bold.
  public var isBold: Bool
  /// Whether foreground and background change places.
  public var isReversed: Bool

  /// An appearance; the terminal's own when nothing is said.
  public init(
    foreground: UInt8? = nil, background: UInt8? = nil, bold: Bool = false, reversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    isBold = bold
    isReversed = reversed
  }

  /// The terminal's own.
  public static let plain = Appearance()
}
