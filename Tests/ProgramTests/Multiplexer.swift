import Foundation

/// A server of tmux with one window, for one test.
struct Multiplexer {
  private let socket: String

  /// The program of tmux; nil where it is not installed.
  private static let program = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/tmux" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { program != nil }

  init(socket: String) { self.socket = socket }

  /// Opens the window on a command.
  func open(_ command: String, columns: Int, rows: Int) {
    // The server, which lives on, would hold a pipe open.
    run(
      ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command],
      reads: false)
  }

  /// Types text; a line feed is Enter.
  func type(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { key("Enter") }
      if !line.isEmpty { run(["send-keys", "-l", String(line)]) }
    }
  }

  /// Presses a key by its name.
  func key(_ name: String) { run(["send-keys", name]) }

  /// What the window shows.
  var screen: String { run(["capture-pane", "-p"]) }

  /// Waits until the window shows a text.
  func wait(for text: String) {
    while !("\n" + screen).contains(text) { usleep(10_000) }
  }

  /// Ends the server and all in it.
  func close() { run(["kill-server"]) }

  /// Runs a command of tmux; nothing of Foundation, whose pipes the server would hold open.
  @discardableResult private func run(_ arguments: [String], reads: Bool = true) -> String {
    let words = ([Self.program ?? "", "-S", socket] + arguments).map(quoted)
    let command = words.joined(separator: " ") + " 2>/dev/null" + (reads ? "" : " >/dev/null")
    guard let stream = popen(command, "r") else { return "" }
    var bytes: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
    pclose(stream)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A word that the shell takes as it is.
private func quoted(_ word: String) -> String {
  "'" + word.replacing("'", with: #"'\''"#) + "'"
}
