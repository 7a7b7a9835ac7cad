/// `undo`: names and cells as they were before the last change.
enum UndoCommand: Command {
  static let signature = CommandSignature(
    "undo", summary: "takes back the last change of names, or the last edit of a cell",
    examples: ["undo"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let move = context.session.undo() else {
      throw Problem(.notApplicable, "There is nothing to undo.")
    }
    return outcome(of: move, called: "undone", in: context)
  }
}

/// `redo`: what was undone, again.
enum RedoCommand: Command {
  static let signature = CommandSignature(
    "redo", summary: "does again what was undone", examples: ["redo"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let move = context.session.redo() else {
      throw Problem(.notApplicable, "There is nothing to redo.")
    }
    return outcome(of: move, called: "redone", in: context)
  }
}

/// What undoing or redoing did, in a receipt.
private func outcome(
  of move: Session.Move, called word: String, in context: CommandContext
) -> Outcome {
  switch move {
  case .names(let names):
    return Outcome(receipt: "\(word): \(changes(names, context.session))", output: [])
  case .edit(let edit):
    let number = context.graph.number(of: edit.id) ?? 0
    var outcome = Outcome(receipt: "\(word): \(edit.summary(number: number))", output: [])
    outcome.edit = edit
    return outcome
  }
}

/// What names stand for now: `p1 is again …`, `g1 is gone`.
private func changes(_ names: [String], _ session: Session) -> String {
  names.map { name in
    session.bindings[name].map { "\(name) is \($0.headline)" } ?? "\(name) is gone"
  }.joined(separator: "; ")
}
