/// The folder of what outlives a session: journals, copies of notebooks, the progress in the tutorial.
public enum StateFolder {
  /// `$XDG_STATE_HOME/laplace`, or `~/.local/state/laplace`; nil without a home.
  public static func path(environment: [String: String]) -> String? {
    // The standard says that a relative path is to be ignored.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/laplace" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/laplace"
  }
}
