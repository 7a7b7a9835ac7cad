import Synchronization

/// A request to stop that is handed down to whoever does the work.
///
/// Work checks it at least every 20 ms; it is a value passed along because tasks' own cancellation is
/// not visible on the threads of a parallel loop.
public final class Cancellation: Sendable {
  private let flag = Atomic(false)

  /// A request that has not been made yet.
  public init() {}

  /// Asks the work to stop.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether the work has been asked to stop.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Stops the work that asks, if a stop was requested.
  public func check() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }
}

/// The work was stopped on request.
public struct Cancelled: Error, Equatable, CustomStringConvertible {
  /// The fact that work was stopped.
  public init() {}

  /// The fact in one word.
  public var description: String { "cancelled" }
}
