import Parallelism
import Synchronization
import Testing

/// One after the other, since the thread budget belongs to the process.
@Suite(.serialized) struct ParallelLoopTests {
  @Test("a loop gives the same on one thread and on two", arguments: [0, 1, 2, 1000])
  func threads(count: Int) {
    let before = ThreadBudget.threads
    defer { ThreadBudget.use(threads: before) }
    let results = [1, 2].map { threads in
      ThreadBudget.use(threads: threads)
      return Parallel.map(count) { $0 * $0 }
    }
    #expect(results[0] == (0..<count).map { $0 * $0 })
    #expect(results[0] == results[1])
    #expect(ThreadBudget.threads == 2)
  }

  @Test("every round runs once, also those of loops inside loops")
  func nesting() {
    let total = Atomic(0)
    Parallel.forEach(20) { outer in
      Parallel.forEach(30) { inner in total.add(outer * inner, ordering: .relaxed) }
    }
    #expect(total.load(ordering: .relaxed) == 190 * 435)
  }

  @Test("chunks cover a buffer exactly", arguments: [(0, 4), (1, 4), (8, 4), (1003, 10), (5, 100)])
  func chunks(count: Int, chunk: Int) {
    let found = [Int](unsafeUninitializedCapacity: count) { buffer, initialized in
      Parallel.fill(buffer, chunk: chunk) { places, start in
        for (offset, place) in places.enumerated() { (start + offset).initialize(to: place) }
      }
      initialized = count
    }
    #expect(found == Array(0..<count))
  }

  @Test("a budget set while a loop runs holds after it")
  func budgetDuringLoop() {
    let before = ThreadBudget.threads
    defer { ThreadBudget.use(threads: before) }
    ThreadBudget.use(threads: 2)
    Parallel.forEach(4) { _ in ThreadBudget.use(threads: 3) }
    #expect(ThreadBudget.threads == 3)
  }
}
