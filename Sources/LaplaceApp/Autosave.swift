import Notebook

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A copy of the session's notebook that is written after every cell, so that nothing typed is lost.
final class Autosave {
  /// Where the copy is; nil without a home.
  let path: String?
  private var problem: Problem?
  private var hasReported = false

  /// A copy under `$XDG_STATE_HOME/laplace`, or `~/.local/state/laplace`.
  init(environment: [String: String]) {
    let home = environment["HOME"].map { $0 + "/.local/state" }
    path = (environment["XDG_STATE_HOME"] ?? home).map {
      "\($0)/laplace/session-\(secondsSince1970())-\(getpid()).la.md"
    }
  }

  /// Writes the copy.
  func write(_ notebook: NotebookFile) {
    guard let path else { return }
    do {
      try NotebookStore.write(notebook, to: path)
    } catch {
      problem = error
    }
  }

  /// What went wrong, the first time it is asked after something did.
  func takeProblem() -> Problem? {
    guard let problem, !hasReported else { return nil }
    hasReported = true
    return problem
  }
}

/// The time, in seconds since 1970.
func secondsSince1970() -> Int { time(nil) }
