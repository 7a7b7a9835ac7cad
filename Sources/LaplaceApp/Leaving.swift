import Notebook
import Terminal

/// What a session leaves behind: its journal while it lives, and a copy of what was not saved.
struct Leaving {
  /// The journals of this and of other sessions; nil without a home.
  let journals: JournalFolder?
  /// The journal of this session.
  let journal: Journal?
  private let autosave: Autosave

  /// A session that begins on the notebook of a file.
  init(notebook: String?, environment: [String: String]) {
    journals = JournalFolder(environment: environment)
    journal = journals?.journal(notebook: notebook)
    autosave = Autosave(environment: environment)
  }

  /// Work that is in no file.
  struct Unsaved {
    /// Whether the notebook has cells that its file has not.
    var hasCells: Bool
    /// The commands that had not begun.
    var waiting: [String] = []
    /// The line that was not sent.
    var line = ""
  }

  /// Ends the session, and says where its work is if it was not saved.
  ///
  /// A user who leaves gets a copy of the notebook, with the commands that had not begun as its last
  /// cells; where no disk takes it, the commands themselves. A session that is cut off, as by a terminal that
  /// closes, leaves its journal to the next one.
  func finish(_ notebook: NotebookFile, _ unsaved: Unsaved, isCutOff: Bool) -> [String] {
    guard unsaved.hasCells || !unsaved.waiting.isEmpty || (isCutOff && !unsaved.line.isEmpty)
    else {
      journal?.remove()
      return []
    }
    if isCutOff {
      let path = journal?.leave(line: unsaved.line, waiting: unsaved.waiting)
      return path.map { ["this session is kept in \($0): recover brings it back"] } ?? []
    }
    var copy = notebook
    for source in unsaved.waiting { copy.append(source: source) }
    let (path, problems) = autosave.write(copy)
    let lines = problems.map(\.description)
    if let path {
      journal?.remove()
      return lines + ["this session is kept in \(path)"]
    }
    if let journal = journal?.leave(line: "", waiting: unsaved.waiting) {
      return lines + ["this session is kept in \(journal): recover brings it back"]
    }
    return lines + ["no file takes this session; its commands were:"]
      + copy.cells.flatMap { $0.source.split(separator: "\n").map { "  \($0)" } }
  }
}
