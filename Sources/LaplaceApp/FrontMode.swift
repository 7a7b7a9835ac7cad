import Notebook
import Terminal

/// How a session shows itself: on the full screen or line by line, and whether in words alone.
///
/// A flag beats the environment, which beats what `set plain` chose.
struct FrontMode: Equatable {
  /// What decided.
  enum Reason: Equatable {
    case flag, environment, setting, terminal
  }

  /// Whether there is a full screen.
  let isFullScreen: Bool
  /// Whether output is in words, without pictures; `set plain` and `set plain=off` change it where
  /// neither a flag nor the environment has decided.
  let isPlain: Bool
  /// What decided.
  let reason: Reason?
  /// Whether a flag or the environment has decided, so that a setting changes nothing.
  let isForced: Bool

  init(flag: Bool?, environment: [String: String], terminal: TerminalCapabilities) {
    let choice = flag ?? environment.asksForPlain
    isPlain = choice ?? RememberedPlainMode(environment: environment).isOn
    isFullScreen = terminal.allowsFullScreen && !isPlain
    isForced = choice != nil
    if isPlain {
      reason = flag == true ? .flag : isForced ? .environment : .setting
    } else {
      reason = terminal.allowsFullScreen ? nil : .terminal
    }
  }

  /// The mode after `set plain` on the full screen.
  init(afterSetting isPlain: Bool) {
    (isFullScreen, self.isPlain, reason, isForced) = (false, isPlain, .setting, false)
  }

  /// Whether output is in words under what a session has set; nil for nothing.
  func isPlain(setting: Bool?) -> Bool { isForced ? isPlain : setting ?? isPlain }

  /// The line that a session without a full screen begins with.
  var greeting: String {
    switch reason {
    case .flag: "plain mode, by --plain" + Self.manual
    case .environment: "plain mode, by ACCESSIBLE" + Self.manual
    case .setting: "plain mode, by set plain (set plain=off ends it)" + Self.manual
    case .terminal, nil:
      "line by line: this terminal has no full screen (--plain describes pictures in words)"
    }
  }

  private static let manual =
    ": pictures are described, tables are lists. help lists the commands, Control-D leaves."
}

extension [String: String] {
  /// Whether `ACCESSIBLE` asks for plain mode; nil where it is not set.
  nonisolated var asksForPlain: Bool? {
    self["ACCESSIBLE"].flatMap { $0.isEmpty ? nil : $0 != "0" }
  }
}
