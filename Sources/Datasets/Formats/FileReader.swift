#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An open file that is read from front to back.
package struct FileReader: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  package init(path: String) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  /// The length of a regular file; a pipe or a device has none, which is an error.
  package func byteCount() throws(FileFailure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileFailure(path: path, reason: "not a regular file")
    }
    return Int(status.st_size)
  }

  /// The next bytes, fewer than asked for only at the end of the file.
  package func next(_ count: Int) throws(FileFailure) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
        if got < 0 && errno == EINTR { continue }
        failed = got < 0
        if got <= 0 { break }
        filled += got
      }
    }
    guard !failed else { throw Self.failure(path) }
    return bytes
  }

  private static func failure(_ path: String) -> FileFailure {
    FileFailure(path: path, reason: String(cString: strerror(errno)))
  }
}

/// Does something with a file; a failure of the system is told as an error of the data.
func reading<Result: ~Copyable>(
  _ body: () throws(FileFailure) -> Result
) throws(DatasetError) -> Result {
  do { return try body() } catch { throw .unreadable(error) }
}
