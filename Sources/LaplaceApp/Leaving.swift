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
  /// cells. A session that is cut off, as by a terminal that closes, leaves its journal to the next one.
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
    guard let path = autosave.path else { return [] }
    do throws(Problem) {
      try NotebookStore.write(copy, to: path)
      journal?.remove()
      return ["this session is kept in \(path)"]
    } catch {
      let kept = journal?.leave(line: "", waiting: unsaved.waiting)
      return [error.description] + (kept.map { ["this session is kept in \($0)"] } ?? [])
    }
  }
}
