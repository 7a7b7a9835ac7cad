import Synchronization

/// What a cell looks up in the session when it names an object, or leaves it to be found.
enum Reading: Hashable, Sendable {
  /// The object of a name.
  case name(String)
  /// The last object made of a kind.
  case latest(ObjectKind)
  /// The last result.
  case last
  /// The result of a cell.
  case cell(Int)
  /// The settings that results depend on.
  case settings
}

/// What the lines of a cell have read from the session: the edges from the cells that made it.
///
/// Commands hand their context on by value, hence the reference.
final class ReadLog: Sendable {
  private let noted = Mutex<[Reading: Fingerprint?]>([:])

  /// Notes that something was read, and what stood there; nil if there was nothing.
  func note(_ reading: Reading, _ fingerprint: Fingerprint?) {
    noted.withLock { noted in
      if noted[reading] == nil { noted[reading] = .some(fingerprint) }
    }
  }

  /// What was read.
  var readings: [Reading: Fingerprint?] { noted.withLock { $0 } }
}
