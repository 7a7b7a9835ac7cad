import CTerm

/// What the environment says about the terminal.
///
/// It is a pure function of the variables and of what the descriptors are.
public nonisolated struct TerminalCapabilities: Hashable, Sendable {
  /// Whether input and output are both a terminal.
  public let isInteractive: Bool
  /// Whether the full screen is worth trying; the screen itself has the last word.
  public let allowsFullScreen: Bool
  /// The number of colours that standard output may be given: 0, 8 or 256.
  public let colourCount: Int
  /// Whether the locale asks for UTF-8.
  public let isUTF8: Bool
  /// The glyphs that can be shown.
  public let glyphs: GlyphRepertoire
  /// The columns to fill where no terminal can be asked.
  public let columns: Int
  /// The rows to fill where no terminal can be asked.
  public let rows: Int

  /// The capabilities that follow from the environment's variables.
  public init(environment: [String: String], inputIsTerminal: Bool, outputIsTerminal: Bool) {
    let terminal = environment["TERM"] ?? ""
    let isDumb = ["", "dumb", "unknown"].contains(terminal)
    isInteractive = inputIsTerminal && outputIsTerminal
    allowsFullScreen = isInteractive && !isDumb
    colourCount = colours(of: terminal, in: environment, isTerminal: outputIsTerminal && !isDumb)
    isUTF8 = asksForUTF8(environment)
    glyphs = !isUTF8 ? .ascii : terminal == "linux" ? .console : .unicode
    columns = count("COLUMNS", in: environment) ?? 80
    rows = count("LINES", in: environment) ?? 24
  }

  /// The capabilities of this process's own input and output.
  public init(environment: [String: String]) {
    self.init(
      environment: environment, inputIsTerminal: ct_is_terminal(0) != 0,
      outputIsTerminal: ct_is_terminal(1) != 0)
  }
}

/// A switch is on if it has a value other than 0.
nonisolated private func isSet(_ name: String, in environment: [String: String]) -> Bool {
  let value = environment[name] ?? ""
  return !value.isEmpty && value != "0"
}

/// A number of cells that a terminal can have.
nonisolated private func count(_ name: String, in environment: [String: String]) -> Int? {
  environment[name].flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
}

/// NO_COLOR (any value but an empty one) wins over CLICOLOR_FORCE, which wins over CLICOLOR=0 and over a
/// pipe.
nonisolated private func colours(
  of terminal: String, in environment: [String: String], isTerminal: Bool
) -> Int {
  if environment["NO_COLOR"]?.isEmpty == false { return 0 }
  let isForced = isSet("CLICOLOR_FORCE", in: environment)
  guard isForced || (isTerminal && environment["CLICOLOR"] != "0") else { return 0 }
  if terminal.contains("256color") || environment["COLORTERM"]?.isEmpty == false { return 256 }
  let coloured = [
    "xterm", "screen", "tmux", "linux", "rxvt", "ansi", "cygwin", "foot", "alacritty",
  ]
  return isForced || coloured.contains { terminal.hasPrefix($0) } ? 8 : 0
}

/// LC_ALL, LC_CTYPE, LANG: the first that is set decides, as POSIX has it.
nonisolated private func asksForUTF8(_ environment: [String: String]) -> Bool {
  let names = ["LC_ALL", "LC_CTYPE", "LANG"]
  let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
  let name = locale.lowercased()
  return name.contains("utf-8") || name.contains("utf8")
}
