import Synchronization

/// The objects that commands took because none was named.
///
/// Commands hand their context on by value, hence the reference.
final class TakenObjects: Sendable {
  private let noted = Mutex<[String]>([])

  /// Notes an object, and why it was this one.
  func note(_ kind: ObjectKind, _ name: String, _ reason: String) {
    noted.withLock { $0.append("\(kind.rawValue) \(name), \(reason)") }
  }

  /// What was noted since the last time.
  func take() -> [String] {
    noted.withLock { noted in
      defer { noted = [] }
      return noted
    }
  }
}
