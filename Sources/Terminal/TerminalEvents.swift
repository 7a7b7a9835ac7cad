import CTerm

/// What a wait for the terminal ended with.
public struct TerminalEvents: OptionSet, Sendable {
  /// The bits of the set.
  public let rawValue: UInt32

  /// The set of some bits.
  public nonisolated init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Keys have arrived.
  public static let input = TerminalEvents(CT_INPUT)
  /// Another thread has called `wake()`.
  public static let wake = TerminalEvents(CT_WAKE)
  /// The terminal has another size.
  public static let resize = TerminalEvents(CT_RESIZE)
  /// Control-C was pressed.
  public static let interrupt = TerminalEvents(CT_INTERRUPT)
  /// The process was asked to end, or its terminal has gone.
  public static let terminate = TerminalEvents(CT_TERMINATE)
  /// Control-Z was pressed.
  public static let suspend = TerminalEvents(CT_SUSPEND)
  /// The process runs again after a stop it could not prepare for.
  public static let continued = TerminalEvents(CT_CONTINUE)

  private init(_ bit: some BinaryInteger) { self.init(rawValue: UInt32(bit)) }
}
