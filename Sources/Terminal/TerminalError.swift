/// Why the terminal cannot be used as wished.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Input or output is a file or a pipe.
  case notATerminal
  /// The terminal database does not know the name in `TERM`.
  case unknownTerminal
  /// The terminal cannot place its cursor, so it can only print line after line.
  case cannotMoveCursor
  /// There is one screen, and it is in use.
  case alreadyOpen
  /// The system refused memory or a file descriptor.
  case outOfResources

  /// The sentence for the user.
  public var description: String {
    switch self {
    case .notATerminal: "full screen needs a terminal as input and as output"
    case .unknownTerminal: "the terminal database does not know the terminal named in TERM"
    case .cannotMoveCursor: "this terminal cannot move its cursor, so there is no full screen"
    case .alreadyOpen: "the screen is already in use"
    case .outOfResources: "the system refused the memory or the files that the screen needs"
    }
  }
}
