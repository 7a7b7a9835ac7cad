import Notebook
import Parallelism
import Terminal
import TextPlots

/// A cell that is running, seen from the screen.
struct RunningJob {
  /// The place of the cell among the notebook's pieces.
  let entry: Int
  /// The request to stop it.
  let cancellation = Cancellation()
  private let start = ContinuousClock.now
  private var latest: Parallelism.Progress.Report?
  /// What it has reported.
  private(set) var curves = LiveCurves()

  init(entry: Int) { self.entry = entry }

  /// Starts a cell on the kernel; its reports and its end arrive in the mailbox.
  func begin(
    _ source: String, id: String?, on kernel: Kernel, mailbox: JobMailbox, events: EventSource
  ) {
    TerminalRelay.mark(source)
    let pace = ReportPace()
    Task.detached { [cancellation] in
      let progress = Parallelism.Progress { report in
        mailbox.post(.progress(report))
        if pace.isDue() { events.wake() }
      }
      let output = await kernel.run(source, id: id, cancellation: cancellation, progress: progress)
      mailbox.post(.finished(output, await kernel.snapshot, await kernel.notebook))
      events.wake()
    }
  }

  /// Notes how far it is.
  mutating func note(_ report: Parallelism.Progress.Report) {
    latest = report
    curves.note(report)
  }

  /// How far it is, in words; the time left is a guess from the time taken.
  var description: String {
    guard let latest else { return cancellation.isCancelled ? "stopping" : "running" }
    let elapsed = start.duration(to: .now) / .seconds(1)
    var text = "\(latest.done)/\(latest.total)"
    if let value = latest.value { text += " · \(NumberFormat.formatted(value))" }
    if latest.done >= 3, elapsed > 0.5, latest.done < latest.total {
      let left = elapsed / Double(latest.done) * Double(latest.total - latest.done)
      text += " · ~\(Int(left.rounded(.up))) s"
    }
    return cancellation.isCancelled ? "stopping at \(text)" : text
  }
}
