#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The file of a journal while its session lives.
///
/// The session holds an exclusive `flock` on it, which the system takes away when the process ends in
/// any way: that is how others tell a living session from a dead one. The file is made with the first
/// record. Bytes that could not be written are kept and tried again before the next ones, so that a disk
/// that was full for a while leaves a whole journal.
struct JournalFile: ~Copyable {
  private let folder: String
  private let name: String
  private var descriptor: CInt = -1
  private var unwritten: [UInt8]
  private var isClosed = false
  /// Why the last record could not be written.
  private(set) var problem: Problem?

  /// A journal in a folder; nothing is made yet.
  init(folder: String, name: String, first: JournalRecord) {
    self.folder = folder
    self.name = name
    unwritten = Self.bytes(of: first)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Where the file is.
  var path: String { "\(folder)/\(name)" }

  /// Writes a record and waits until it is on the disk.
  mutating func append(_ record: JournalRecord) {
    guard !isClosed else { return }
    unwritten += Self.bytes(of: record)
    problem = nil
    guard descriptor >= 0 || create(), flush() else { return }
    if fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS { note() }
  }

  /// Ends the journal; its file is removed unless somebody is to find it.
  mutating func end(keepingFile isKept: Bool) {
    isClosed = true
    guard descriptor >= 0 else { return }
    if !isKept { unlink(path) }
    close(descriptor)
    descriptor = -1
  }

  /// Whether there is a file that holds every record.
  var isWhole: Bool { descriptor >= 0 && unwritten.isEmpty }

  private static func bytes(of record: JournalRecord) -> [UInt8] {
    Array((record.line + "\n").utf8)
  }

  private mutating func create() -> Bool {
    guard makeFolders() else { return false }
    let opened = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard opened >= 0 else {
      note()
      return false
    }
    // Others hold a lock only while they look whether the session lives.
    while flock(opened, LOCK_EX) != 0 {
      guard errno == EINTR else {
        note()
        unlink(path)
        close(opened)
        return false
      }
    }
    descriptor = opened
    return true
  }

  private mutating func makeFolders() -> Bool {
    guard access(folder, F_OK) != 0 else { return true }
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) == 0 || errno == EEXIST || access(made, F_OK) == 0 else {
        note()
        return false
      }
    }
    return true
  }

  private mutating func flush() -> Bool {
    var written = 0
    defer { unwritten.removeFirst(written) }
    while written < unwritten.count {
      let count = unwritten[written...].withUnsafeBytes {
        write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        note()
        return false
      }
      written += count
    }
    return true
  }

  private mutating func note() {
    problem = Problem(
      .fileNotWritten,
      "The journal cannot be written: \(String(cString: strerror(errno))) (\(path)).",
      remedies: ["work goes on, but a crash would lose it"])
  }
}
