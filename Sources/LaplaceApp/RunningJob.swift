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
    mailbox.run(source, id: id, on: kernel, cancellation: cancellation, events: events)
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
