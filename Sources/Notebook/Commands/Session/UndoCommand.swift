/// `undo`: the names as they were before the last change.
enum UndoCommand: Command {
  static let signature = CommandSignature(
    "undo", summary: "takes back what the last command did to the names", examples: ["undo"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let changed = context.session.undo() else {
      throw Problem(.notApplicable, "There is nothing to undo.")
    }
    return Outcome(receipt: "undone: \(changes(changed, context.session))", output: [])
  }
}

/// `redo`: what was undone, again.
enum RedoCommand: Command {
  static let signature = CommandSignature(
    "redo", summary: "does again what was undone", examples: ["redo"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let changed = context.session.redo() else {
      throw Problem(.notApplicable, "There is nothing to redo.")
    }
    return Outcome(receipt: "redone: \(changes(changed, context.session))", output: [])
  }
}

/// What names stand for now: `p1 is again …`, `g1 is gone`.
private func changes(_ names: [String], _ session: Session) -> String {
  names.map { name in
    session.bindings[name].map { "\(name) is \($0.headline)" } ?? "\(name) is gone"
  }.joined(separator: "; ")
}
