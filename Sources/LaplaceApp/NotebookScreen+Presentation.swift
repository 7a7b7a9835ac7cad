import Notebook

extension NotebookScreen {
  /// Does the next step of the presentation.
  func presentNext() {
    message = nil
    switch presentation?.next() {
    case nil: break
    case .show(let texts, let cell):
      for text in texts {
        entries.append(NotebookEntry(number: 0, cellID: nil, content: .text(text)))
      }
      if let cell { append(cell.source, id: cell.id, output: .presented) }
    case .run(let cell):
      guard let entry = entries.lastIndex(where: { $0.cellID == cell.id }) else { return }
      entries[entry].content = .cell(source: cell.source, output: .queued)
      drawn[entry] = nil
      queue.append(entry)
      startNext()
    }
    if presentation?.isOver == true { message = "the presentation is over; the session goes on" }
  }

  /// Whether a key goes on with the presentation rather than into the line.
  var isPresenting: Bool {
    presentation?.isOver == false && editor.text.isEmpty && scroll == 0
  }
}
