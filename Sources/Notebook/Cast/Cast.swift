/// A recording of a terminal in the third version of asciinema's format: a header, then an event in each line,
/// `[interval, code, data]`, with the seconds since the event before.
public struct Cast: Sendable {
  /// Something that happened.
  public enum Event: Equatable, Sendable {
    /// Bytes that the program wrote to the terminal: code `o`.
    case output([UInt8])
    /// Bytes that were typed: code `i`.
    case input([UInt8])
    /// The terminal has another size: code `r`.
    case resize(columns: Int, rows: Int)
    /// A place to go to, such as the start of a cell: code `m`.
    case marker(String)
    /// The program ended: code `x`.
    case exit(status: Int)
  }

  /// The time of the last event in microseconds since the start.
  private var last: Int64 = 0
  private var output = PartialText()
  private var input = PartialText()

  /// A recording that begins.
  public init() {}

  /// The first line: the size and the kind of the terminal, what is recorded and when, in seconds since 1970.
  public static func header(
    columns: Int, rows: Int, terminal: String, title: String, time: Int
  ) -> String {
    JSONWriter.line([
      "version": 3,
      "term": [
        "cols": .integer(columns), "rows": .integer(rows), "type": .text(terminal),
      ],
      "timestamp": .integer(time), "title": .text(title),
    ])
  }

  /// The lines of an event at a time since the start.
  ///
  /// A character of which only the first bytes have come waits for the others; what is none becomes U+FFFD.
  public mutating func lines(of event: Event, at time: Duration) -> [String] {
    switch event {
    case .output(let bytes): return text("o", output.adding(bytes), at: time)
    case .input(let bytes): return text("i", input.adding(bytes), at: time)
    case .resize(let columns, let rows): return [line("r", "\(columns)x\(rows)", at: time)]
    case .marker(let label): return [line("m", label, at: time)]
    case .exit(let status):
      return text("o", output.ending(), at: time) + text("i", input.ending(), at: time)
        + [line("x", "\(status)", at: time)]
    }
  }

  private mutating func text(_ code: String, _ text: String, at time: Duration) -> [String] {
    text.isEmpty ? [] : [line(code, text, at: time)]
  }

  /// Intervals are differences of rounded times, so that their errors do not add up.
  private mutating func line(_ code: String, _ data: String, at time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let now = max(last, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    defer { last = now }
    return JSONWriter.line([
      .number(Double(now - last) / 1e6), .text(code), .text(data),
    ])
  }
}

/// Text that comes in pieces, which may end inside a character.
private struct PartialText: Sendable {
  private var rest: [UInt8] = []

  /// The whole characters so far that were not given yet.
  mutating func adding(_ bytes: [UInt8]) -> String {
    rest += bytes
    let kept = Self.unfinishedCount(rest)
    let whole = String(decoding: rest.dropLast(kept), as: UTF8.self)
    rest = Array(rest.suffix(kept))
    return whole
  }

  /// What is left when nothing more comes.
  mutating func ending() -> String {
    defer { rest = [] }
    return String(decoding: rest, as: UTF8.self)
  }

  /// The bytes at the end that begin a character without ending it.
  private static func unfinishedCount(_ bytes: [UInt8]) -> Int {
    for (place, byte) in bytes.suffix(3).reversed().enumerated() {
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : byte < 0x80 ? 1 : 0
      guard length == 0 else { return length > place + 1 ? place + 1 : 0 }
    }
    return 0
  }
}
