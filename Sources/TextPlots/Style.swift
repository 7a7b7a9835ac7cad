/// What a piece of text or ink means; a theme turns it into a colour.
public enum Ink: Hashable, Sendable {
  /// Ordinary text.
  case text
  /// Text of lesser weight: receipts, hints, axes.
  case dim
  /// Titles and names that should stand out.
  case accent
  /// An error.
  case error
  /// A warning.
  case warning
  /// Success.
  case ok
  /// The ink of a data series, counted from 0.
  case series(Int)
  /// The colour of the inner band as ink, for its edges.
  case innerBand
  /// The colour of the outer band as ink, for its edges.
  case outerBand
  /// A colour of a ramp, counted from its low end; for the upper half of a cell.
  case ramp(ColorRamp, level: Int)
  /// Black or white, whichever can be read on the colour behind it.
  case contrast
}

/// What lies behind the text of a cell.
public enum Ground: Hashable, Sendable {
  /// The terminal's own background.
  case plain
  /// The band of one standard deviation.
  case innerBand
  /// The band of two standard deviations.
  case outerBand
  /// A colour of a ramp, counted from its low end.
  case ramp(ColorRamp, level: Int)
}

/// How a cell is drawn, independent of the terminal's colours.
public struct Style: Hashable, Sendable {
  /// The meaning of what is drawn.
  public var ink: Ink
  /// The meaning of what lies behind.
  public var ground: Ground
  /// Whether the text is bold.
  public var isBold: Bool
  /// Whether ink and ground change places, for the focus.
  public var isReversed: Bool

  /// A style of the given meaning; plain text when nothing is said.
  public init(
    _ ink: Ink = .text, on ground: Ground = .plain, bold: Bool = false, reversed: Bool = false
  ) {
    self.ink = ink
    self.ground = ground
    isBold = bold
    isReversed = reversed
  }

  /// Ordinary text.
  public static let plain = Style()
}
