import Notebook

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A copy of the notebook that a session leaves behind when its user goes without saving.
struct Autosave {
  /// Where the copy may be, the best place first.
  private let paths: [String]

  /// A copy under `$XDG_STATE_HOME/laplace` or `~/.local/state/laplace`; where that cannot be written, under
  /// `$TMPDIR` or `/tmp`.
  init(environment: [String: String]) {
    let name = "session-\(secondsSince1970())-\(getpid()).la.md"
    paths = [
      StateFolder.path(environment: environment), environment["TMPDIR"] ?? "/tmp",
    ].compactMap { $0.map { "\($0)/\(name)" } }
  }

  /// Writes the copy and gives its path, or the reasons why no place takes it.
  func write(_ notebook: NotebookFile) -> (path: String?, problems: [Problem]) {
    var problems: [Problem] = []
    for path in paths {
      do throws(Problem) {
        try NotebookStore.write(notebook, to: path)
        return (path, problems)
      } catch {
        problems.append(error)
      }
    }
    return (nil, problems)
  }
}

/// The time, in seconds since 1970.
func secondsSince1970() -> Int { time(nil) }
