/// A cell that was edited, removed or put back: what it was and what it is.
struct CellEdit: Sendable {
  /// The id of the cell.
  let id: String
  /// How the cell was.
  let before: CellGraph.State
  /// How it is.
  let after: CellGraph.State

  /// The same the other way round.
  var reversed: CellEdit { CellEdit(id: id, before: after, after: before) }

  /// What was done, as a receipt says it.
  func summary(number: Int) -> String {
    if after.isRemoved { return "cell \(number) is removed" }
    if before.isRemoved { return "cell \(number) is back" }
    return "cell \(number) is again: \(after.source)"
  }
}
