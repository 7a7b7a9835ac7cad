import Notebook
import Parallelism
import Terminal

extension JobMailbox {
  /// Starts a cell on a kernel; its reports and its end arrive here, and wake the one who waits.
  func run(
    _ source: String, id: String?, on kernel: Kernel, cancellation: Cancellation,
    events: EventSource
  ) {
    TerminalRelay.mark(source)
    let pace = ReportPace()
    Task.detached {
      let progress = Parallelism.Progress { report in
        self.post(.progress(report))
        if pace.isDue() { events.wake() }
      }
      let output = await kernel.run(source, id: id, cancellation: cancellation, progress: progress)
      self.post(.finished(output, await kernel.snapshot, await kernel.notebook))
      events.wake()
    }
  }
}
