import CTerm

/// This program once more on a terminal of its own, whose input and output pass through this process.
///
/// All that the other writes is seen, readline's and curses' part of it and the last words of a crash. There
/// is at most one in a process, which does nothing else.
@MainActor
public final class TerminalRelay {
  /// What passes.
  public enum Passage: Equatable, Sendable {
    /// What the program wrote; the terminal has it already.
    case output([UInt8])
    /// What was typed.
    case input([UInt8])
    /// A mark that the program left.
    case mark(String)
    /// The terminal has another size.
    case resize(columns: Int, rows: Int)
  }

  /// Whether this process is such a program that is passed through; asked once, before others are started.
  public static func adopt() -> Bool { ct_relay_adopt() }

  /// Leaves a mark with whoever watches; nothing happens where nobody does.
  public nonisolated static func mark(_ text: String) { ct_relay_mark(text) }

  /// The size of the terminal.
  public static var size: (columns: Int, rows: Int) {
    var (columns, rows): (Int32, Int32) = (0, 0)
    ct_relay_size(&columns, &rows)
    return (Int(columns), Int(rows))
  }

  private var marks: [UInt8] = []

  /// Starts this program with arguments, of which the first is its name.
  public init(arguments: [String]) throws(TerminalError) {
    arguments.forEach { ct_relay_add($0) }
    guard ct_relay_open() else { throw .outOfResources }
  }

  /// Passes everything on until the program ends, and gives its exit status.
  public func run(_ observe: (Passage) -> Void) -> Int32 {
    while true {
      let events = Int(ct_relay_wait())
      // A cell's mark was left before its output.
      if events & CT_RELAY_MARK != 0 { takeMarks().forEach { observe(.mark($0)) } }
      if events & CT_RELAY_OUTPUT != 0 {
        let bytes = Self.bytes(ct_relay_output)
        if !bytes.isEmpty {
          // What has been shown has been observed, whatever ends this process.
          observe(.output(bytes))
          ct_relay_show(bytes, bytes.count)
        }
      }
      if events & CT_RELAY_INPUT != 0 {
        let bytes = Self.bytes(ct_relay_input)
        if !bytes.isEmpty { observe(.input(bytes)) }
      }
      if events & CT_RELAY_RESIZE != 0 {
        let (columns, rows) = Self.size
        observe(.resize(columns: columns, rows: rows))
      }
      if events & CT_RELAY_END != 0 { return ct_relay_close() }
    }
  }

  private func takeMarks() -> [String] {
    marks += Self.bytes(ct_relay_marks)
    var parts = marks.split(separator: 0, omittingEmptySubsequences: false)
    marks = Array(parts.removeLast())
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func bytes(_ read: (UnsafeMutablePointer<UInt8>?, Int) -> Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = read(buffer.baseAddress, buffer.count)
    }
  }
}
