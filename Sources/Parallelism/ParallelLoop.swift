import Dispatch

/// Loops whose rounds run on all cores at once.
///
/// Only one loop has the cores at a time: a loop started inside another, or while another runs, does its
/// rounds one after the other on its caller, and so does every loop when the thread budget is 1. Starting a loop costs about 10 microseconds, so small work should
/// be done in one round. What a round does may not depend on the number of cores: rounds are
/// cut by the size of the work, and their results are combined in order.
public enum Parallel {
  /// Calls a function with every number from 0 to `count - 1`.
  public static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard count > 1, ThreadBudget.beginLoop() else {
      for index in 0..<count { body(index) }
      return
    }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
    ThreadBudget.endLoop()
  }

  /// What a function makes of every number from 0 to `count - 1`, in order.
  public static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      write(to: buffer, rounds: count) { index, buffer in
        (buffer + index).initialize(to: body(index))
      }
      initialized = count
    }
  }

  /// Cuts a buffer into chunks of a length, the last one shorter, and calls a function with the place
  /// and the memory of each.
  public static func fill<Element>(
    _ buffer: UnsafeMutableBufferPointer<Element>, chunk: Int,
    _ body: @Sendable (_ places: Range<Int>, _ start: UnsafeMutablePointer<Element>) -> Void
  ) {
    let count = buffer.count
    let chunk = max(1, chunk)
    write(to: buffer, rounds: (count + chunk - 1) / chunk) { index, start in
      let places = index * chunk..<min(count, (index + 1) * chunk)
      body(places, start + places.lowerBound)
    }
  }

  /// Calls a function with every number from 0 to `rounds - 1` and the start of a buffer; the function
  /// promises that no two rounds touch the same element.
  public static func write<Element>(
    to buffer: UnsafeMutableBufferPointer<Element>, rounds: Int,
    _ body: @Sendable (_ index: Int, _ start: UnsafeMutablePointer<Element>) -> Void
  ) {
    guard let start = buffer.baseAddress else { return }
    nonisolated(unsafe) let shared = start  // The rounds touch different elements.
    forEach(rounds) { body($0, shared) }
  }
}
