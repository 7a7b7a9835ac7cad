/// Everything a notebook's commands have made: names, settings, and how to go back.
struct Session: Sendable {
  /// The names and what they stand for.
  private(set) var bindings = Bindings()
  /// What `set` chose.
  var settings = SessionSettings()
  /// The last result.
  private(set) var last: (any SessionObject)?
  /// The results of cells by their number.
  private(set) var cellResults: [Int: any SessionObject] = [:]

  private var undone: [Bindings] = []
  private var past: [Bindings] = []

  /// Makes a result the last one.
  mutating func remember(_ object: any SessionObject, cell: Int) {
    last = object
    cellResults[cell] = object
  }

  /// Gives names to objects in one step that can be undone.
  mutating func bind(_ named: [(name: String, object: any SessionObject)]) {
    guard !named.isEmpty else { return }
    past.append(bindings)
    undone = []
    for (name, object) in named { bindings.bind(name, to: object) }
  }

  /// Goes back to the names before the last change; nil when there is none.
  mutating func undo() -> [String]? {
    guard let before = past.popLast() else { return nil }
    let changed = changes(from: bindings, to: before)
    undone.append(bindings)
    bindings = before
    return changed
  }

  /// Goes forward again; nil when nothing was undone.
  mutating func redo() -> [String]? {
    guard let after = undone.popLast() else { return nil }
    let changed = changes(from: bindings, to: after)
    past.append(bindings)
    bindings = after
    return changed
  }

  /// The object a noun stands for.
  func object(_ noun: Noun) -> (any SessionObject)? {
    switch noun {
    case .named(let name): bindings[name]
    case .previous(let name, let steps): bindings.previous(name, steps: steps)
    case .cell(let number): cellResults[number]
    case .last: last
    }
  }

  private func changes(from old: Bindings, to new: Bindings) -> [String] {
    Set(old.names).union(new.names).sorted().filter {
      old[$0]?.fingerprint != new[$0]?.fingerprint
    }
  }
}
