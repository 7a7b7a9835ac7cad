#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The fingerprints of files' contents; a file whose size and time are those of the last look is not read
/// again.
struct FileFingerprints: Sendable {
  private struct Version: Hashable {
    let path: String
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private var known: [Version: Fingerprint] = [:]

  /// The fingerprint of a file's content; nil if there is no such file or it cannot be read.
  mutating func fingerprint(of path: String) -> Fingerprint? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Glibc)
    let time = status.st_mtim
    #else
    let time = status.st_mtimespec
    #endif
    let version = Version(
      path: path, size: Int(status.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    if let fingerprint = known[version] { return fingerprint }
    let fingerprint = Self.content(path)
    known[version] = fingerprint
    return fingerprint
  }

  private static func content(_ path: String) -> Fingerprint? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var fingerprint = Fingerprint()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { return fingerprint }
      for byte in buffer[..<count] { fingerprint.combine(byte: byte) }
    }
  }
}
