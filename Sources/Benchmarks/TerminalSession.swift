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

  init(_ arguments: [String] = [], columns: UInt16 = 120, rows: UInt16 = 40) throws {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    var ends: (ours: CInt, theirs: CInt) = (-1, -1)
    guard openpty(&ends.ours, &ends.theirs, nil, nil, &size) == 0 else {
      throw Failure(reason: "no pseudo-terminal")
    }
    terminal = ends.ours
    let program = FileHandle(fileDescriptor: ends.theirs, closeOnDealloc: true)
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("laplace")
    process.arguments = arguments
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

  /// The time from an action to the moment when a text has been sent.
  func seconds(until text: String, after action: () -> Void) throws -> Double {
    drain()
    let start = ContinuousClock.now
    action()
    var seen = ""
    while !seen.contains(text) { seen += try read(milliseconds: 10_000) }
    return start.duration(to: .now) / .seconds(1)
  }

  /// The time from a key to the repaint that shows it.
  func secondsToEcho(of key: String) throws -> Double {
    try seconds(until: key) { send(key) }
  }

  /// What Control-C does to a program whose controlling terminal this is.
  func interrupt() { kill(process.processIdentifier, SIGINT) }

  /// Gives the window another size.
  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    kill(process.processIdentifier, SIGWINCH)
  }

  func send(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }

  /// Forgets what was sent so far, until the program has been quiet for a moment.
  func drain() {
    while let text = try? read(milliseconds: 15), !text.isEmpty {}
  }

  /// The largest resident memory of the program so far.
  var peakKiB: Int { figure("VmHWM", in: "status") }

  /// The resident memory of the program.
  var residentKiB: Int { figure("VmRSS", in: "status") }

  /// How often the threads of the program have waited, and so been woken.
  var wakeUps: Int {
    let folder = "/proc/\(process.processIdentifier)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return threads.reduce(0) { $0 + figure("voluntary_ctxt", in: "task/\($1)/status") }
  }

  /// The number in a line of a file that the system keeps about the process.
  private func figure(_ name: String, in file: String) -> Int {
    let path = "/proc/\(process.processIdentifier)/\(file)"
    let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
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
