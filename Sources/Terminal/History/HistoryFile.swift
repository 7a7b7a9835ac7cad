/// The lines of all sessions, in one file that several sessions may write at once.
///
/// Entries are only ever appended, under a lock; a file grown too large is shortened when it is
/// loaded. A history that cannot be read or written is a pity and no more: `takeProblem()` tells it
/// once.
public nonisolated struct HistoryFile: Sendable {
  /// Where the file is.
  public let path: String
  private var problem: FileProblem?
  private var hasReported = false

  /// The number of entries that are loaded and that survive a shortening.
  public static let entryLimit = 10_000
  /// The size from which on the file is shortened.
  package static let byteLimit = 4 << 20

  /// The history at a path; nothing is read yet.
  public init(path: String) { self.path = path }

  /// `$XDG_STATE_HOME/laplace/history`, or `~/.local/state/laplace/history`; nil without a home.
  public static func defaultPath(environment: [String: String]) -> String? {
    // The standard says that a relative path is to be ignored.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/laplace/history"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/laplace/history"
  }

  /// The last entries, oldest first; lines that are none are skipped.
  public mutating func load(last limit: Int = entryLimit) -> [HistoryEntry] {
    do throws(FileProblem) {
      let file = SharedFile(path: path)
      let bytes = try file.load(keepingLines: Self.entryLimit, above: Self.byteLimit)
      return bytes.split(separator: UInt8(ascii: "\n")).suffix(limit).compactMap { line in
        String(validating: line, as: UTF8.self).flatMap { HistoryEntry(fileLine: $0) }
      }
    } catch {
      problem = error
      return []
    }
  }

  /// Writes an entry at the end, unless its line begins with a space, which keeps it private.
  public mutating func append(_ entry: HistoryEntry) {
    guard let first = entry.text.first, first != " " else { return }
    do throws(FileProblem) {
      try SharedFile(path: path).append(Array((entry.fileLine + "\n").utf8))
    } catch {
      problem = error
    }
  }

  /// What went wrong, the first time it is asked after something did; nil otherwise.
  public mutating func takeProblem() -> FileProblem? {
    guard let problem, !hasReported else { return nil }
    hasReported = true
    return problem
  }
}
