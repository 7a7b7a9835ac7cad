/// Which object each name stands for.
///
/// Objects never change, so a table of names is all that a command can alter: undoing is going back to
/// the table before.
struct Bindings: Sendable {
  /// The objects that carried a name, the present one last.
  private var histories: [String: [any SessionObject]] = [:]
  /// The names in the order in which they were last given.
  private(set) var names: [String] = []

  /// The object that carries a name now.
  subscript(name: String) -> (any SessionObject)? { histories[name]?.last }

  /// The object that carried a name some changes ago.
  func previous(_ name: String, steps: Int) -> (any SessionObject)? {
    guard let history = histories[name], steps < history.count else { return nil }
    return history[history.count - 1 - steps]
  }

  /// Moves a name to another object; the one before stays reachable.
  mutating func bind(_ name: String, to object: any SessionObject) {
    histories[name, default: []].append(object)
    names.removeAll { $0 == name }
    names.append(name)
  }

  /// Takes a name away, with the objects that carried it.
  mutating func forget(_ name: String) {
    histories[name] = nil
    names.removeAll { $0 == name }
  }

  /// The name given last to an object of a kind.
  func latest(_ kind: ObjectKind) -> String? {
    names.last { self[$0]?.kind == kind && kind != .any }
  }

  /// The first name made of a letter and a number that is free: `p1`, `p2`, ….
  func freeName(_ letter: String) -> String {
    var number = 1
    while histories["\(letter)\(number)"] != nil { number += 1 }
    return "\(letter)\(number)"
  }
}
