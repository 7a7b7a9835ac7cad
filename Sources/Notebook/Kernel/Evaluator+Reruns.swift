extension Evaluator {
  /// Runs cells again, each at its own place: on what the cells above it have made.
  mutating func rerun(_ numbers: [Int], into output: inout CellOutput) {
    for number in numbers {
      guard let id = graph.id(of: number), let cell = graph.cell(id) else { continue }
      let update = rerun(cell, number: number)
      output.items += update.items
      output.updates.append(
        CellUpdate(number: number, id: id, source: cell.source, output: update))
      guard update.status == .ok else {
        output.status = update.status
        return
      }
    }
  }

  /// Runs the stale cells that have run before, until none is left or one fails.
  mutating func rerunStaleCells(into output: inout CellOutput) {
    var tried: Set<String> = []
    while output.status == .ok,
      let id = graph.staleCells().first(where: { graph.hasRun($0) && !tried.contains($0) }),
      let number = graph.number(of: id), let cell = graph.cell(id), !cell.isAboutCells
    {
      tried.insert(id)
      output.items.append(.receipt("rerun @\(number): \(cell.source)"))
      rerun([number], into: &output)
    }
  }

  /// Runs a cell at its place, and gives the names it makes their new objects.
  mutating func rerun(_ cell: NotebookCell, number: Int) -> CellOutput {
    let clock = ContinuousClock()
    let start = clock.now
    let before = graph.run(of: cell.id)
    var inner = at(graph.session(above: cell.id), cell: number)
    var output = inner.run(cell.source)
    noteLesson(of: inner)
    output.seconds = start.duration(to: clock.now).seconds
    output.number = number
    output.id = cell.id
    let run = inner.cellRun(of: cell.source)
    graph.note(run, of: cell.id)
    follow(((before?.changes ?? []) + run.changes).map(\.name), settingsOf: run)
    return output
  }

  /// Gives names what the cells, one after the other, have made of them.
  private mutating func follow(_ names: [String], settingsOf run: CellRun) {
    let whole = graph.session()
    var known: Set<String> = []
    session.changeForAnotherCell(
      names.filter {
        known.insert($0).inserted
          && whole.bindings[$0]?.fingerprint != session.bindings[$0]?.fingerprint
      }
      .map { Session.Change(name: $0, object: whole.bindings[$0]) })
    if run.settingsBefore != run.settingsAfter { session.settings = whole.settings }
    if let result = run.result { session.replaceResult(result, of: run.number) }
  }
}

extension NotebookCell {
  /// Whether the commands are about cells or a lesson rather than about objects: to run them again, or to
  /// undo, has no place among the cells above.
  var isAboutCells: Bool {
    let verb = source.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return ["rerun", "undo", "redo", "recover", "hint", "skip", "back", "reset"].contains(verb)
  }
}
