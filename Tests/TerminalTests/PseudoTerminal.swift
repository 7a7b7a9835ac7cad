import Foundation

/// A terminal without a screen: what a program writes to it can be read, and how it is set seen.
final class PseudoTerminal {
  /// The name under which a program opens its end.
  let path: String
  private let master: Int32
  /// Held open so that the settings outlive the program.
  private let slave: Int32

  init?(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    guard openpty(&ends.master, &ends.slave, nil, nil, &size) == 0, let name = ttyname(ends.slave)
    else { return nil }
    (master, slave) = ends
    path = String(cString: name)
  }

  deinit {
    close(slave)
    close(master)
  }

  /// Makes a terminal the input, output and error of this process.
  static func adopt(_ path: String) {
    setsid()
    let descriptor = open(path, O_RDWR)
    for standard in Int32(0)...2 { dup2(descriptor, standard) }
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
  }

  /// Whether lines are edited and echoed by the terminal, as a shell expects.
  var isCooked: Bool {
    var settings = termios()
    guard tcgetattr(slave, &settings) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    let input = tcflag_t(ICRNL | IXON)
    return settings.c_lflag & wanted == wanted && settings.c_iflag & input == input
  }

  /// What was written since the last call.
  func output() -> String {
    var bytes: [UInt8] = []
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&source, 1, 0) == 1, source.revents & Int16(POLLIN) != 0 {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
