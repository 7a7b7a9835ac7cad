import Dispatch
import Synchronization

/// The journal of a living session: what was handed in and what came of it, on the disk before the next
/// thing happens, so that no way of ending loses it.
///
/// Cells are written by whoever runs them, who waits for the disk; the line that is being typed is
/// handed over without waiting and written once in a while.
public final class Journal: Sendable {
  private struct Typing {
    var latest: Input?
    var written = Input()
    var isScheduled = false
  }

  private struct Input: Equatable {
    var line = ""
    var waiting: [String] = []
  }

  /// Where the journal is, once there is something in it.
  public let path: String
  private let file: Mutex<JournalFile>
  private let typing = Mutex(Typing())
  private let problem = Mutex<Problem?>(nil)
  private let hasReported = Mutex(false)
  private let queue = DispatchQueue(label: "laplace.journal", qos: .utility)

  /// The time between two records of the line that is being typed.
  private static let patience = DispatchTimeInterval.seconds(1)

  init(folder: String, name: String, first: JournalRecord) {
    path = "\(folder)/\(name)"
    file = Mutex(JournalFile(folder: folder, name: name, first: first))
  }

  /// Writes a record and waits until it is on the disk.
  package func record(_ record: JournalRecord) {
    let found = file.withLock { file in
      file.append(record)
      return file.problem
    }
    if let found { problem.withLock { $0 = $0 ?? found } }
  }

  /// Whether everything so far is on the disk.
  var isWritten: Bool { file.withLock { $0.problem == nil } }

  /// Takes the line that is being typed and the commands that wait; never waits for the disk.
  ///
  /// A line is written at most once a second, a change of the waiting commands at once.
  public func note(line: String, waiting: [String]) {
    let input = Input(line: line, waiting: waiting)
    typing.withLock { typing in
      let known = typing.latest ?? typing.written
      guard known != input else { return }
      typing.latest = input
      if !typing.isScheduled {
        typing.isScheduled = true
        queue.async { self.writeRepeatedly() }
      } else if known.waiting != waiting {
        queue.async { self.writeInput() }
      }
    }
  }

  /// Writes what was typed, and looks again after a while, until nothing was typed meanwhile.
  private func writeRepeatedly() {
    let isOver = typing.withLock { typing in
      if typing.latest == nil { typing.isScheduled = false }
      return typing.latest == nil
    }
    guard !isOver else { return }
    writeInput()
    queue.asyncAfter(deadline: .now() + Self.patience) { self.writeRepeatedly() }
  }

  private func writeInput() {
    let input: Input? = typing.withLock { typing in
      guard let latest = typing.latest else { return nil }
      typing.latest = nil
      typing.written = latest
      return latest
    }
    guard let input else { return }
    record(.input(line: input.line, waiting: input.waiting))
  }

  /// Notes that the cells that have ended are in a notebook file; never waits for the disk.
  public func noteSaved() { queue.async { [self] in record(.saved) } }

  /// Ends the journal of a session whose work is in safety, and removes its file.
  public func remove() { file.withLock { $0.end(keepingFile: false) } }

  /// Ends the journal of a session that was cut off and leaves it to the next one.
  ///
  /// Gives its path if everything is in it.
  public func leave(line: String, waiting: [String]) -> String? {
    let input = Input(line: line, waiting: waiting)
    let isWritten = typing.withLock { $0.latest == nil && $0.written == input }
    if !isWritten { record(.input(line: line, waiting: waiting)) }
    return file.withLock { file in
      let path = file.isWhole ? file.path : nil
      file.end(keepingFile: true)
      return path
    }
  }

  /// What went wrong with the writing, the first time it is asked after something did.
  public func takeProblem() -> Problem? {
    guard let problem = problem.withLock({ $0 }) else { return nil }
    return hasReported.withLock { hasReported in
      defer { hasReported = true }
      return hasReported ? nil : problem
    }
  }
}
