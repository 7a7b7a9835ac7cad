#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the journals of sessions are, living and dead.
public struct JournalFolder: Sendable {
  /// The folder.
  public let path: String

  /// The folder at a path.
  public init(path: String) { self.path = path }

  /// `$XDG_STATE_HOME/laplace/journal`, or `~/.local/state/laplace/journal`; nil without a home.
  public init?(environment: [String: String]) {
    guard let folder = StateFolder.path(environment: environment) else { return nil }
    path = folder + "/journal"
  }

  /// A journal for a session that begins on the notebook of a file.
  public func journal(notebook: String?) -> Journal {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Journal(
      folder: path, name: "\(time.tv_sec)-\(getpid())-\(time.tv_nsec).jsonl",
      first: .session(time: time.tv_sec, notebook: notebook))
  }

  /// The sessions that ended without removing their journal, the newest first.
  ///
  /// A journal of a dead session that holds nothing to bring back is removed.
  public func deadSessions() -> [DeadSession] {
    let names = self.names.filter { $0.hasSuffix(".jsonl") }
    return names.compactMap { name in
      let file = "\(path)/\(name)"
      guard let claim = JournalClaim(file, isExclusive: false), let bytes = claim.bytes() else {
        return nil
      }
      // An empty file may be that of a session that is just beginning.
      guard !bytes.isEmpty else { return nil }
      let content = JournalContent(bytes: bytes)
      guard content.isEmpty else { return DeadSession(path: file, content: content) }
      claim.removeFile()
      return nil
    }
    .sorted { ($0.content.time, $0.path) > ($1.content.time, $1.path) }
  }

  private var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }
}
