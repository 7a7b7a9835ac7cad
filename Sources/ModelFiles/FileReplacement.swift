import Datasets

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes a file so that its name never stands for half of it.
///
/// The bytes go to a file beside it, which then takes the name. What had the name before is kept as
/// `NAME~`.
package func replaceFile(at path: String, with bytes: [UInt8]) throws(FileFailure) {
  let temporary = "\(path).\(getpid())~"
  do throws(FileFailure) {
    try create(temporary, holding: bytes)
    try keepPrevious(path)
    guard rename(temporary, path) == 0 else { throw failure(path) }
  } catch {
    unlink(temporary)
    throw error
  }
}

private func create(_ path: String, holding bytes: [UInt8]) throws(FileFailure) {
  unlink(path)
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw failure(path) }
  let isComplete = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
  let reason = isComplete ? nil : failure(path)
  guard close(descriptor) == 0 else { throw failure(path) }
  if let reason { throw reason }
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var written = 0
    while written < buffer.count {
      let count = write(
        descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return false }
      written += count
    }
    return true
  }
}

/// Gives the file its second name, so that it is never without one; where the file system has no
/// links, it is renamed.
private func keepPrevious(_ path: String) throws(FileFailure) {
  var status = stat()
  guard stat(path, &status) == 0 else { return }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw FileFailure(path: path, reason: "not a regular file")
  }
  let previous = path + "~"
  unlink(previous)
  guard link(path, previous) == 0 || rename(path, previous) == 0 else { throw failure(path) }
}

private func failure(_ path: String) -> FileFailure {
  FileFailure(path: path, reason: String(cString: strerror(errno)))
}
