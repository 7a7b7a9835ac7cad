/// What a journal tells of its session: the cells that no file has, and the line that was not sent.
public struct JournalContent: Equatable, Sendable {
  /// When the session began, in seconds since 1970.
  public private(set) var time = 0
  /// The file of the notebook the session was on; nil if it had none.
  public private(set) var notebook: String?
  /// What stood in the input line.
  public private(set) var line = ""
  private var begun: [JournalCell] = []
  private var waiting: [String] = []

  /// The content of a journal's bytes: every line that is a record counts, and a last line that a crash
  /// cut off does not.
  package init(bytes: some Collection<UInt8>) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let record = JournalRecord(line: line) { take(record) }
    }
  }

  /// The cells in the order in which they were first run, then the commands that waited.
  public var cells: [JournalCell] {
    begun + waiting.map { JournalCell(number: 0, source: $0, status: .waiting) }
  }

  /// Whether there is nothing to bring back.
  public var isEmpty: Bool {
    begun.isEmpty && waiting.isEmpty && !line.contains { !$0.isWhitespace }
  }

  private mutating func take(_ record: JournalRecord) {
    switch record {
    case .session(let time, let notebook):
      self.time = time
      self.notebook = notebook
    case .cell(let cell):
      if let place = begun.firstIndex(where: { $0.number == cell.number }) {
        begun[place] = cell
      } else {
        begun.append(cell)
        sent(cell.source)
      }
    case .removed(let number): begun.removeAll { $0.number == number }
    case .input(let line, let waiting):
      self.line = line
      self.waiting = waiting
    case .saved: begun.removeAll { $0.status != .running }
    }
  }

  /// A cell that begins is no longer the line being typed, nor the first of those that wait: the record
  /// that says so may have come too late.
  private mutating func sent(_ source: String) {
    if waiting.first == source {
      waiting.removeFirst()
    } else if line == source {
      line = ""
    }
  }
}
