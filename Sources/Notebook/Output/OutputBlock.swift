import TextPlots

/// A piece of what a command has to say.
public enum OutputBlock: Sendable {
  /// Lines of text in one style.
  case text([String], Style)
  /// Lines for other programs, exactly as they are.
  case raw([String])
  /// Rows and columns.
  case table(TextPlots.Table)
  /// A picture.
  case plot(Plot)

  /// Ordinary lines.
  static func lines(_ lines: [String]) -> OutputBlock { .text(lines, .plain) }
}
