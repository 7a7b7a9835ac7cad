import Foundation

/// A server of tmux with one window, for one test.
struct Multiplexer {
  private let socket: String

  /// The program of tmux; nil where it is not installed.
  private static let program = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { program != nil }

  init(socket: String) { self.socket = socket }

  /// Opens the window on a command.
  func open(_ command: String, columns: Int, rows: Int) throws {
    try run(["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command])
  }

  /// Types text; a line feed is Enter.
  func type(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { key("Enter") }
      if !line.isEmpty { try? run(["send-keys", "-l", String(line)]) }
    }
  }

  /// Presses a key by its name.
  func key(_ name: String) { try? run(["send-keys", name]) }

  /// What the window shows.
  var screen: String { (try? run(["capture-pane", "-p"])) ?? "" }

  /// Waits until the window shows a text.
  func wait(for text: String) {
    while !("\n" + screen).contains(text) { usleep(10_000) }
  }

  /// Ends the server and all in it.
  func close() { try? run(["kill-server"]) }

  @discardableResult private func run(_ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.program ?? "")
    process.arguments = ["-S", socket] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
