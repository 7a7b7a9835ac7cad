import Notebook

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A copy of the notebook that a session leaves behind when its user goes without saving.
struct Autosave {
  /// Where the copy is; nil without a home.
  let path: String?

  /// A copy under `$XDG_STATE_HOME/laplace`, or `~/.local/state/laplace`.
  init(environment: [String: String]) {
    path = StateFolder.path(environment: environment).map {
      "\($0)/session-\(secondsSince1970())-\(getpid()).la.md"
    }
  }
}

/// The time, in seconds since 1970.
func secondsSince1970() -> Int { time(nil) }
