#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The journal of a dead session, held so that no other session takes it too.
public final class JournalClaim: Sendable {
  /// Where the journal is.
  public let path: String
  private let descriptor: CInt

  /// Takes hold of a journal; nil if its session lives, another session holds it, or it is gone.
  ///
  /// To look at it a shared hold is enough, which several sessions can have at once.
  init?(_ path: String, isExclusive: Bool) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var attempts = isExclusive ? Self.patience : 1
    while flock(descriptor, (isExclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
      attempts -= errno == EINTR ? 0 : 1
      guard attempts > 0 else {
        close(descriptor)
        return nil
      }
      // Somebody may only be looking.
      usleep(5_000)
    }
    self.path = path
    self.descriptor = descriptor
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino
    else { return nil }
  }

  deinit { close(descriptor) }

  private static let patience = 40

  /// The bytes of the journal; nil if they cannot be read.
  func bytes() -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Removes the journal, whose cells are in safety or not wanted.
  package func removeFile() { unlink(path) }
}
