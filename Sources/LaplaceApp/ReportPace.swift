import Synchronization

/// How often the screen follows the reports of a job: twenty times a second at most, which is more than
/// eyes can read, and leaves the processor to the job.
nonisolated final class ReportPace: Sendable {
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// Whether the screen is to follow now.
  func isDue() -> Bool {
    last.withLock { last in
      let now = ContinuousClock.now
      if let last, last.duration(to: now) < .milliseconds(50) { return false }
      last = now
      return true
    }
  }
}
