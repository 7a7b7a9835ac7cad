import Synchronization

/// A value that is computed when first asked for and then kept, shared by copies of its owner.
final class Cached<Value: Sendable>: Sendable {
  private let storage = Mutex<Value?>(nil)

  /// The value that is kept; nil before it is first asked for.
  var kept: Value? { storage.withLock { $0 } }

  /// The kept value when it suits, else the value computed now, which is kept.
  func value<Failure: Error>(
    where suits: (Value) -> Bool = { _ in true }, compute: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    if let kept = storage.withLock({ $0 }), suits(kept) { return kept }
    let fresh = try compute()
    storage.withLock { $0 = fresh }
    return fresh
  }
}
