import Foundation
import TestSupport

/// A program of the package on a terminal that the test holds: what it writes is read and shown on an
/// emulated screen, keys are typed.
final class ProgramOnTerminal {
  /// What a person would see now.
  private(set) var screen: TerminalEmulator
  /// All that was written so far.
  private(set) var bytes: [UInt8] = []
  let process: pid_t
  private let master: Int32
  /// Held open so that the settings outlive the program.
  private let slave: Int32
  private let found: termios
  private var ending: Int32?

  /// Starts a program on a terminal of 100 columns and 30 rows that is its controlling one, and waits
  /// for its prompt: what is typed before is still changed by the terminal.
  ///
  /// A limit of blocks is the largest that a file may grow to.
  init(
    _ program: BuiltProgram, _ arguments: [String] = [], environment: [String: String],
    size: (columns: Int, rows: Int) = (100, 30), folder: String = "/", blockLimit: Int? = nil
  ) throws {
    screen = TerminalEmulator(columns: size.columns, rows: size.rows)
    var window = winsize(size)
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    var settings = termios()
    guard openpty(&ends.master, &ends.slave, nil, nil, &window) == 0,
      let name = ttyname(ends.slave), tcgetattr(ends.slave, &settings) == 0
    else { throw CocoaError(.fileReadUnknown) }
    (master, slave, found) = (ends.master, ends.slave, settings)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let limit = blockLimit.map { "ulimit -f \($0); " } ?? ""
    process = try Self.spawn(
      ["/bin/sh", "-c", limit + "cd \"$0\" && exec \"$@\"", folder, program.path] + arguments,
      on: String(cString: name), environment: environment)
    guard wait(for: "la>") else { throw CocoaError(.executableNotLoadable) }
  }

  deinit {
    if isRunning { end(by: SIGKILL) }
    close(slave)
    close(master)
  }

  /// The first terminal that the leader of a session opens becomes its controlling one.
  private static func spawn(
    _ words: [String], on terminal: String, environment: [String: String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    for standard in Int32(1)...2 { posix_spawn_file_actions_adddup2(&actions, 0, standard) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, newSession)
    let variables = clean(ProcessInfo.processInfo.environment).merging(environment) { $1 }
    var arguments = words.map { strdup($0) } + [nil]
    var settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { (arguments + settings).forEach { free($0) } }
    var process: pid_t = 0
    guard posix_spawn(&process, words[0], &actions, &attributes, &arguments, &settings) == 0
    else { throw CocoaError(.executableNotLoadable) }
    return process
  }

  /// The environment without what a user may have chosen.
  private static func clean(_ environment: [String: String]) -> [String: String] {
    let chosen: Set = [
      "NO_COLOR", "CLICOLOR_FORCE", "COLORTERM", "COLORFGBG", "ACCESSIBLE", "LINES", "COLUMNS",
      "LC_CTYPE", "LANG",
    ]
    return environment.filter { !chosen.contains($0.key) }
      .merging(["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null"]) { $1 }
  }

  // MARK: What the program does

  /// What was written so far, as text.
  var output: String {
    read()
    return String(decoding: bytes, as: UTF8.self)
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      bytes += buffer[..<count]
      screen.feed(buffer[..<count])
    }
  }

  /// Waits until something holds; gives false if the program ends without it.
  ///
  /// The terminal is read meanwhile, so that the program never waits for it.
  func wait(until condition: () throws -> Bool) rethrows -> Bool {
    while true {
      let runs = isRunning
      read()
      if try condition() { return true }
      if !runs { return false }
      pause(milliseconds: 10)
    }
  }

  /// Waits until a text was written, in one piece or by changes of what stood there.
  func wait(for text: String) -> Bool {
    wait { screen.text.contains(text) || output.contains(text) }
  }

  /// Waits until a text stands on the screen.
  func shows(_ text: String) -> Bool { wait { screen.text.contains(text) } }

  /// Waits until the program has written nothing for a while.
  func waitForQuiet(milliseconds: Int32 = 60) {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&source, 1, milliseconds) == 1, source.revents & Int16(POLLIN) != 0 { read() }
  }

  /// Waits for a moment or for output.
  private func pause(milliseconds: Int32) {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    if poll(&source, 1, milliseconds) == 1, source.revents & Int16(POLLIN) == 0 { usleep(1_000) }
  }

  /// What stands behind the prompt; nil where no prompt is seen.
  var line: String? {
    screen.lines.last { $0.hasPrefix("la>") }.map { String($0.dropFirst(4)) }
  }

  /// Whether the terminal is as it was found.
  var isCooked: Bool {
    var settings = termios()
    guard tcgetattr(slave, &settings) == 0 else { return false }
    return settings.c_lflag == found.c_lflag && settings.c_iflag == found.c_iflag
      && settings.c_oflag == found.c_oflag
  }

  // MARK: What a person does

  /// Types keys.
  func type(_ keys: String) { type(Array(keys.utf8)) }

  /// Types the bytes of keys, reading meanwhile.
  func type(_ keys: [UInt8]) {
    var rest = keys[...]
    while !rest.isEmpty, isRunning {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else { pause(milliseconds: 1) }
      read()
    }
  }

  /// Gives the window another size.
  func resize(columns: Int, rows: Int) {
    read()
    screen.resize(columns: columns, rows: rows)
    var window = winsize((columns, rows))
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
  }

  /// Leaves the program with Control-D, which without a screen means something only at its prompt.
  func leave() -> Int32 {
    _ = wait { output.contains("READY") || output.hasSuffix("la> ") }
    type("\u{04}")
    return waitForEnd()
  }

  /// Sends a signal, and waits for the end.
  func end(by signal: Int32) {
    kill(process, signal)
    _ = waitForEnd()
  }

  // MARK: The end

  /// Waits for the end, and gives the status, or the signal as a negative number.
  func waitForEnd() -> Int32 {
    _ = wait { !isRunning }
    let status = ending ?? 0
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
  }

  var isRunning: Bool {
    guard ending == nil else { return false }
    var status: Int32 = 0
    if waitpid(process, &status, WNOHANG) == process { ending = status }
    return ending == nil
  }

  /// What a program that has ended did to its terminal and should not have.
  var faults: [String] {
    read()
    var faults = screen.unknown.map { "unknown: \($0)" }
    if screen.bells > 0 { faults.append("\(screen.bells) bells") }
    if !isCooked { faults.append("the terminal's settings are changed") }
    if !screen.showsCursor { faults.append("the cursor is hidden") }
    for mode in [1, 4, 1000, 1006, 1049, 2004] where screen.modes.contains(mode) {
      faults.append("mode \(mode) is on")
    }
    for (mode, count) in screen.switches where [1049, 2004].contains(mode) {
      if count.on != count.off { faults.append("mode \(mode): \(count)") }
    }
    return faults
  }
}

/// `POSIX_SPAWN_SETSID`, which glibc declares for GNU sources only.
#if canImport(Glibc)
private let newSession: Int16 = 0x80
#else
private let newSession: Int16 = 0x400
#endif

extension winsize {
  fileprivate init(_ size: (columns: Int, rows: Int)) {
    self.init(
      ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
  }
}
