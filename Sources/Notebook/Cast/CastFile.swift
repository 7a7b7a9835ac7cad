import Datasets
import ModelFiles

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The file of a recording, in which every line stands as soon as it is written.
///
/// A line that cannot be written ends the recording with whole lines, and nothing else.
public struct CastFile: ~Copyable {
  private let path: String
  private var descriptor: CInt
  private var length: off_t
  /// Why the recording ended early; nil while it goes on.
  public private(set) var problem: Problem?

  /// Begins a file with its first line; what was there before is kept as `NAME~`.
  public init(path: String, header: String) throws(Problem) {
    let bytes = Array((header + "\n").utf8)
    do throws(FileFailure) {
      try replaceFile(at: path, with: bytes)
    } catch {
      throw Problem.describing(error)
    }
    let opened = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard opened >= 0 else { throw Self.failure(path, "cannot be written") }
    self.path = path
    length = off_t(bytes.count)
    descriptor = opened
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds a line.
  public mutating func append(_ line: String) {
    guard descriptor >= 0 else { return }
    let bytes = Array((line + "\n").utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return end() }
      written += count
    }
    length += off_t(bytes.count)
  }

  private mutating func end() {
    problem = Self.failure(path, "ends early")
    ftruncate(descriptor, length)
    close(descriptor)
    descriptor = -1
  }

  private static func failure(_ path: String, _ what: String) -> Problem {
    Problem(
      .fileNotWritten, "The recording \(path) \(what): \(String(cString: strerror(errno))).")
  }
}
