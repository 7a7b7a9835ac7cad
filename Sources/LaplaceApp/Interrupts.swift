import Dispatch
import Parallelism
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Control-C as a request to stop the running cell, for programs without a screen; between cells it ends
/// the program.
///
/// There is one source of the signal for the whole run: taking one down and setting up the next would
/// leave a gap in which the signal is lost.
nonisolated final class Interrupts: Sendable {
  private let current = Mutex<Cancellation?>(nil)
  // Set once in the initialiser and only kept alive afterwards.
  nonisolated(unsafe) private let source: any DispatchSourceSignal

  /// Begins listening.
  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(
      signal: SIGINT, queue: DispatchQueue(label: "laplace.interrupts"))
    source.setEventHandler { [unowned self] in
      guard let cancellation = current.withLock({ $0 }) else { exit(130) }
      cancellation.cancel()
    }
    source.resume()
  }

  /// Does work that Control-C stops; what it had finished is its result.
  func cancelling<Result: Sendable>(
    _ work: @Sendable (Cancellation) async -> Result
  ) async -> Result {
    let cancellation = Cancellation()
    current.withLock { $0 = cancellation }
    defer { current.withLock { $0 = nil } }
    return await work(cancellation)
  }
}
