/// Everything a notebook's commands have made: names, settings, and how to go back.
struct Session: Sendable {
  /// The names and what they stand for.
  private(set) var bindings = Bindings()
  /// What `set` chose.
  var settings = SessionSettings()
  /// The lesson that is on; nil without one.
  var lesson: LessonRun?
  /// The last result.
  private(set) var last: (any SessionObject)?
  /// The results of cells by their number.
  private(set) var cellResults: [Int: any SessionObject] = [:]

  private var undone: [Step] = []
  private var past: [Step] = []

  /// What undo takes back at once.
  private enum Step: Sendable {
    /// Names that were given; the table on the other side of the step.
    case names(Bindings)
    /// A cell that was edited or removed.
    case edit(CellEdit)
  }

  /// What an undo or a redo did.
  enum Move: Sendable {
    /// These names changed what they stand for.
    case names([String])
    /// A cell is to become what it was, or will be.
    case edit(CellEdit)
  }

  /// A name that was given to an object, or taken away.
  struct Change: Sendable {
    let name: String
    let object: (any SessionObject)?
  }

  /// What happened to names since the session was asked to forget it, in order.
  private(set) var changes: [Change] = []

  /// A session without objects.
  init(settings: SessionSettings = SessionSettings()) { self.settings = settings }

  /// Forgets which names changed.
  mutating func forgetChanges() { changes = [] }

  /// Makes a result the last one.
  mutating func remember(_ object: any SessionObject, cell: Int) {
    last = object
    cellResults[cell] = object
  }

  /// Puts another result in the place of a cell's, which is not made the last one by that.
  mutating func replaceResult(_ object: any SessionObject, of cell: Int) {
    cellResults[cell] = object
  }

  /// Gives names to objects in one step that can be undone.
  mutating func bind(_ named: [(name: String, object: any SessionObject)]) {
    change(named.map { Change(name: $0.name, object: $0.object) })
  }

  /// Gives and takes names in one step that can be undone.
  mutating func change(_ changes: [Change]) {
    guard !changes.isEmpty else { return }
    past.append(.names(bindings))
    undone = []
    for change in changes { apply(change) }
  }

  /// Gives and takes names in one step that can be undone, on behalf of another cell than the one that
  /// runs.
  mutating func changeForAnotherCell(_ changes: [Change]) {
    let own = self.changes
    change(changes)
    self.changes = own
  }

  /// Gives or takes a name, as a part of a step.
  mutating func apply(_ change: Change) {
    changes.append(change)
    if let object = change.object {
      bindings.bind(change.name, to: object)
    } else {
      bindings.forget(change.name)
    }
  }

  /// Makes the editing of a cell a step that can be undone.
  mutating func note(_ edit: CellEdit) {
    past.append(.edit(edit))
    undone = []
  }

  /// Goes back over the last step; nil when there is none.
  mutating func undo() -> Move? {
    switch past.popLast() {
    case nil: return nil
    case .names(let before):
      undone.append(.names(bindings))
      return .names(exchange(before))
    case .edit(let edit):
      undone.append(.edit(edit))
      return .edit(edit.reversed)
    }
  }

  /// Goes forward again; nil when nothing was undone.
  mutating func redo() -> Move? {
    switch undone.popLast() {
    case nil: return nil
    case .names(let after):
      past.append(.names(bindings))
      return .names(exchange(after))
    case .edit(let edit):
      past.append(.edit(edit))
      return .edit(edit)
    }
  }

  /// Puts another table of names in place, and gives the names that changed.
  private mutating func exchange(_ other: Bindings) -> [String] {
    let changed = changes(from: bindings, to: other)
    bindings = other
    changes += changed.map { Change(name: $0, object: other[$0]) }
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
