import Foundation

/// A program of the package on a terminal that the test holds: what it writes is read, keys are typed.
final class ProgramOnTerminal {
  private let master: Int32
  private let process = Process()
  private var bytes: [UInt8] = []

  /// Starts a program on a terminal of 100 columns and 30 rows, and waits for its prompt: what is typed
  /// before is still changed by the terminal.
  ///
  /// A limit of blocks is the largest that a file may grow to.
  init(
    _ program: BuiltProgram, _ arguments: [String] = [], environment: [String: String],
    blockLimit: Int? = nil
  ) throws {
    var size = winsize(ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    guard openpty(&ends.master, &ends.slave, nil, nil, &size) == 0 else {
      throw CocoaError(.fileReadUnknown)
    }
    master = ends.master
    let slave = FileHandle(fileDescriptor: ends.slave, closeOnDealloc: true)
    let limit = blockLimit.map { "ulimit -f \($0); " } ?? ""
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", limit + "exec \"$0\" \"$@\"", program.path] + arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]) { $1 }
      .merging(environment) { $1 }
    (process.standardInput, process.standardOutput, process.standardError) = (slave, slave, slave)
    try process.run()
    guard wait(for: "la>") else { throw CocoaError(.executableNotLoadable) }
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(master)
  }

  /// Types keys.
  func type(_ keys: String) {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Gives the terminal another size, as a window that is drawn larger does.
  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    kill(process.processIdentifier, SIGWINCH)
  }

  /// What was written so far.
  var output: String {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&source, 1, 0) == 1, source.revents & Int16(POLLIN) != 0 {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits until something holds; gives false if the program ends without it.
  ///
  /// The terminal is read meanwhile, so that the program never waits for it.
  func wait(until condition: () throws -> Bool) rethrows -> Bool {
    while true {
      _ = output
      if try condition() { return true }
      if !process.isRunning { return try condition() }
      usleep(10_000)
    }
  }

  /// Waits until a text was written.
  func wait(for text: String) -> Bool { wait { output.contains(text) } }

  /// Leaves the program with Control-D, which without a screen means something only at its prompt.
  func leave() -> Int32 {
    if !output.contains("\u{1B}[?1049h") { _ = wait { output.hasSuffix("la> ") } }
    type("\u{04}")
    _ = wait { !process.isRunning }
    return process.terminationStatus
  }

  /// Sends a signal, and waits for the end.
  func end(by signal: Int32) {
    kill(process.processIdentifier, signal)
    _ = wait { !process.isRunning }
  }
}
