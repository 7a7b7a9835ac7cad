import CTerm

/// The one place where the program waits: for keys, signals and other threads.
///
/// While one exists, signals are events instead of ends; there should be one for the whole run. The
/// main actor does nothing else while it waits, so results of other threads are left in a mailbox
/// and announced with `wake()`.
@MainActor
public final class EventSource {
  /// Begins turning signals into events.
  public init() throws(TerminalError) {
    guard ct_events_open() else { throw .outOfResources }
  }

  isolated deinit { ct_events_close() }

  /// Waits until something happens or the time is over; nil waits for ever.
  ///
  /// Returns the empty set when the time is over. A dragged window border sends sizes by the dozen;
  /// they come back as one.
  public func wait(milliseconds: Int?) -> TerminalEvents {
    var events = TerminalEvents(rawValue: ct_wait(milliseconds.map { Int32(clamping: $0) } ?? -1))
    var latest = events
    for _ in 0..<Self.resizePatience.rounds where latest.contains(.resize) {
      latest = TerminalEvents(rawValue: ct_wait(Self.resizePatience.milliseconds))
      events.formUnion(latest)
    }
    return events
  }

  /// Ends the wait of the main actor; to be called from any thread.
  public nonisolated func wake() { ct_wake() }

  /// The signal that asked the process to end; nil if none did.
  public var terminatingSignal: Int32? {
    let signal = ct_terminating_signal()
    return signal == 0 ? nil : signal
  }

  /// Leaves a line to print if the process dies in its terminal, such as the place of a journal.
  public func setCrashNote(_ text: String) { ct_crash_note(text) }

  private static let resizePatience = (rounds: 3, milliseconds: Int32(16))
}
