import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The program beside this one, on a pseudo-terminal of its own.
final class TerminalSession {
  private let terminal: CInt
  private let process = Process()
  private let start = ContinuousClock.now

  /// A terminal that could not be had, or a program that fell silent.
  struct Failure: Error {
    let reason: String
  }

  init() throws {
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    var ends: (ours: CInt, theirs: CInt) = (-1, -1)
    guard openpty(&ends.ours, &ends.theirs, nil, nil, &size) == 0 else {
      throw Failure(reason: "no pseudo-terminal")
    }
    terminal = ends.ours
    let program = FileHandle(fileDescriptor: ends.theirs, closeOnDealloc: true)
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("laplace")
    process.environment = ProcessInfo.processInfo.environment.merging([
      "TERM": "xterm-256color", "XDG_STATE_HOME": NSTemporaryDirectory(),
    ]) { $1 }
    process.standardInput = program
    process.standardOutput = program
    process.standardError = program
    try process.run()
  }

  /// The time from the start until a text has been sent.
  func seconds(until text: String) throws -> Double {
    var seen = ""
    while !seen.contains(text) { seen += try read(milliseconds: 10_000) }
    return start.duration(to: .now) / .seconds(1)
  }

  /// The time from a key to the repaint that shows it.
  func secondsToEcho(of key: String) throws -> Double {
    drain()
    let start = ContinuousClock.now
    send(key)
    while !(try read(milliseconds: 5_000)).contains(key) {}
    return start.duration(to: .now) / .seconds(1)
  }

  func send(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }

  /// Forgets what was sent so far, until the program has been quiet for a moment.
  func drain() {
    while let text = try? read(milliseconds: 15), !text.isEmpty {}
  }

  /// The largest resident memory of the program so far.
  var peakKiB: Int {
    let path = "/proc/\(process.processIdentifier)/status"
    let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }

  func end() {
    process.terminate()
    process.waitUntilExit()
    close(terminal)
  }

  private func read(milliseconds: CInt) throws -> String {
    var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else {
      throw Failure(reason: "the program is silent")
    }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = readBytes(terminal, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

/// The system's `read`, which a method of the same name would hide.
private func readBytes(_ descriptor: CInt, _ bytes: inout [UInt8], _ count: Int) -> Int {
  read(descriptor, &bytes, count)
}
