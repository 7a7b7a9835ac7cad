import Dispatch

/// Maps every index in parallel and returns the results in index order.
///
/// The work on one index must be large, independent of the others and must not call this function;
/// the result does not depend on the number of cores. Stops early when asked to.
public func parallelMap<Result: Sendable>(
  _ count: Int, cancellation: Cancellation = Cancellation(),
  _ body: @Sendable (Int) -> Result
) throws(Cancelled) -> [Result] {
  let results = [Result?](unsafeUninitializedCapacity: count) { buffer, initialized in
    // Each element is written by exactly one iteration.
    nonisolated(unsafe) let buffer = buffer
    DispatchQueue.concurrentPerform(iterations: count) { index in
      (buffer.baseAddress.map { $0 + index })?.initialize(
        to: cancellation.isCancelled ? nil : body(index))
    }
    initialized = count
  }
  try cancellation.check()
  return results.compactMap(\.self)
}
