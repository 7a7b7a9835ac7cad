#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file of lines that several processes read and append to at the same time.
///
/// Every access holds a lock on the file. Shortening replaces the file, so whoever waited for the
/// lock of the old one opens it again.
nonisolated struct SharedFile {
  let path: String

  /// Appends whole lines, after completing a last line that a crash cut off.
  func append(_ lines: [UInt8]) throws(FileProblem) {
    try makeFolders()
    let descriptor = try openLocked(O_RDWR | O_APPEND | O_CREAT, LOCK_EX)
    defer { close(descriptor) }
    let lineEnd = [UInt8(ascii: "\n")]
    let isCut = try lastByte(of: descriptor).map { $0 != lineEnd[0] } ?? false
    try writeAll((isCut ? lineEnd : []) + lines, to: descriptor)
  }

  /// The bytes of the file; one that is larger than a limit is first cut to its last lines.
  func load(keepingLines lineCount: Int, above byteLimit: Int) throws(FileProblem) -> [UInt8] {
    guard access(path, F_OK) == 0 else { return [] }
    let descriptor = try openLocked(O_RDONLY, LOCK_EX)
    defer { close(descriptor) }
    let bytes = try readAll(descriptor)
    guard bytes.count > byteLimit else { return bytes }
    let kept = lastLines(lineCount, of: bytes)
    // A folder that cannot be written to keeps the long file.
    try? replace(with: kept)
    return kept
  }

  // MARK: Opening

  private func openLocked(_ flags: Int32, _ lock: Int32) throws(FileProblem) -> Int32 {
    while true {
      let descriptor = open(path, flags | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw problem("open") }
      while flock(descriptor, lock) != 0 {
        guard errno == EINTR else {
          let failure = problem("lock")
          close(descriptor)
          throw failure
        }
      }
      if isCurrent(descriptor) { return descriptor }
      close(descriptor)
    }
  }

  /// Whether the path still names the file that was opened.
  private func isCurrent(_ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  private func makeFolders() throws(FileProblem) {
    guard let end = path.lastIndex(of: "/"), access(String(path[..<end]), F_OK) != 0 else { return }
    var slash = path.startIndex
    while slash < end {
      slash = path[path.index(after: slash)...].firstIndex(of: "/") ?? end
      let folder = String(path[..<slash])
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
        throw problem("make the folder", folder)
      }
    }
  }

  // MARK: Bytes

  private func readAll(_ descriptor: Int32) throws(FileProblem) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw problem("read") }
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        result = read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        guard result > 0 else { break }
        count += result
      }
    }
    guard result >= 0 else { throw problem("read") }
    return bytes
  }

  private func lastByte(of descriptor: Int32) throws(FileProblem) -> UInt8? {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw problem("read") }
    var byte: UInt8 = 0
    guard end > 0, pread(descriptor, &byte, 1, end - 1) == 1 else { return nil }
    return byte
  }

  private func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(FileProblem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw problem("write") }
      rest = rest.dropFirst(count)
    }
  }

  private func lastLines(_ count: Int, of bytes: [UInt8]) -> [UInt8] {
    var found = 0
    let start = bytes.dropLast().lastIndex { byte in
      if byte == UInt8(ascii: "\n") { found += 1 }
      return found == count
    }
    return start.map { Array(bytes[($0 + 1)...]) } ?? bytes
  }

  /// Puts a new file in the place of this one, whose lock is held.
  private func replace(with bytes: [UInt8]) throws(FileProblem) {
    let draft = SharedFile(path: path + ".new")
    let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw draft.problem("open") }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor)
    guard fsync(descriptor) == 0, rename(draft.path, path) == 0 else { throw problem("replace") }
  }

  private func problem(_ operation: String, _ path: String? = nil) -> FileProblem {
    let reason = String(cString: strerror(errno))
    return FileProblem(path: path ?? self.path, operation: operation, reason: reason)
  }
}
