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
    let home = environment["HOME"].map { $0 + "/.local/state" }
    path = (environment["XDG_STATE_HOME"] ?? home).map {
      "\($0)/laplace/session-\(secondsSince1970())-\(getpid()).la.md"
    }
  }
}

/// The time, in seconds since 1970.
func secondsSince1970() -> Int { time(nil) }
