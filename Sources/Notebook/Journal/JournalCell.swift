/// A cell as a journal tells it.
public struct JournalCell: Equatable, Sendable {
  /// How far the cell had come when its journal was last written.
  public enum Status: String, CaseIterable, Sendable {
    /// It had not begun.
    case waiting
    /// It had begun and not ended.
    case running
    /// Every line succeeded.
    case ok
    /// A line failed.
    case failed
    /// It was stopped, and what it had finished was kept.
    case partial
  }

  /// The number of the cell in its session; 0 for a command that still waited.
  public let number: Int
  /// What was typed.
  public let source: String
  /// How far it had come.
  public let status: Status
  /// What it printed, as lines of plain text.
  public let output: [String]

  /// A cell and what is known of it.
  public init(number: Int, source: String, status: Status, output: [String] = []) {
    self.number = number
    self.source = source
    self.status = status
    self.output = output
  }

  /// What a notebook shows below the commands.
  public var shownOutput: [String] {
    switch status {
    case .waiting: ["not run: the session ended before"]
    case .running: ["not finished: the session ended while this ran"]
    case .ok, .failed, .partial: output
    }
  }

  /// How the run ended, in the words of a notebook file; nil if it had not begun.
  var fileStatus: NotebookOutput.Status? {
    switch status {
    case .waiting: nil
    case .running, .partial: .partial
    case .ok: .ok
    case .failed: .failed
    }
  }
}

extension JournalCell.Status {
  /// The status of a cell that ended.
  init(_ status: CellOutput.Status) {
    switch status {
    case .ok: self = .ok
    case .failed: self = .failed
    case .partial: self = .partial
    }
  }

  /// The status of a cell whose output a notebook records.
  init(_ status: NotebookOutput.Status) {
    switch status {
    case .ok: self = .ok
    case .failed: self = .failed
    case .partial: self = .partial
    }
  }
}
