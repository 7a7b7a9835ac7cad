import Parallelism
import Testing

@Suite struct ParallelLoopTests {
  @Test("results come in index order", arguments: [0, 1, 7, 1000])
  func order(count: Int) throws {
    #expect(try parallelMap(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
  }

  @Test("a cancelled loop says so")
  func cancellation() {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled()) { try parallelMap(10, cancellation: cancellation) { $0 } }
  }
}
