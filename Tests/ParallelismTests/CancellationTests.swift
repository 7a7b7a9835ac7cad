import Parallelism
import Testing

@Suite struct CancellationTests {
  @Test("work is stopped once it is asked to, and not before")
  func cancellation() throws {
    let cancellation = Cancellation()
    try cancellation.check()
    cancellation.cancel()
    #expect(cancellation.isCancelled)
    #expect(throws: Cancelled()) { try cancellation.check() }
  }

  @Test("a report reaches whoever listens, with its value")
  func progress() async {
    await confirmation { heard in
      let progress = Progress { report in
        if report == Progress.Report(done: 2, total: 5, value: 0.5) { heard() }
      }
      progress.report(2, of: 5, value: 0.5)
    }
  }
}
