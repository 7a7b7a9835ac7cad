import Dispatch
import Parallelism

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Control-C as a request to stop the running cell, for programs without a screen.
nonisolated final class Interrupts: Sendable {
  private let queue = DispatchQueue(label: "laplace.interrupts")

  /// Does work that Control-C stops; what it had finished is its result.
  func cancelling<Result: Sendable>(
    _ work: @Sendable (Cancellation) async -> Result
  ) async -> Result {
    let cancellation = Cancellation()
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
    source.setEventHandler { cancellation.cancel() }
    source.resume()
    defer {
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    return await work(cancellation)
  }
}
