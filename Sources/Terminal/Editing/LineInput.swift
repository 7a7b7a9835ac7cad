/// What a line editor hands in.
public nonisolated enum LineInput: Hashable, Sendable {
  /// A line, ended by Enter; it may contain line feeds.
  case line(String)
  /// Control-D on an empty line, or the end of the terminal.
  case endOfInput
  /// Control-C; what was typed is gone.
  case interrupted
}
