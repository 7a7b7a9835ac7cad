/// The character between the cells of a row.
public enum CSVSeparator: Character, CaseIterable, Sendable {
  /// A tabulator, as in TSV files.
  case tab = "\t"
  /// A semicolon, as where the comma is the decimal point.
  case semicolon = ";"
  /// A comma.
  case comma = ","

  /// The separator that the first lines of a file agree on.
  ///
  /// It is the one that occurs equally often, outside quotes, on each of the first lines; where
  /// none does, the one that is most frequent on the first line. Semicolon and tabulator go before
  /// the comma, which may be a decimal comma.
  init(sniffedFrom head: ArraySlice<UInt8>) {
    let lines = Self.firstLines(of: head)
    let counts = Self.allCases.map { separator in
      lines.map { line in line.count { $0 == separator.byte } }
    }
    let agreeing = zip(Self.allCases, counts).first { _, counts in
      counts.allSatisfy { $0 > 0 && $0 == counts.first }
    }
    let commonest = zip(Self.allCases, counts).max { ($0.1.first ?? 0) < ($1.1.first ?? 0) }
    let found = lines.isEmpty ? nil : agreeing ?? commonest
    self = found.map { ($0.1.first ?? 0) > 0 ? $0.0 : .comma } ?? .comma
  }

  var byte: UInt8 { rawValue.asciiValue ?? 0 }

  /// Up to twenty lines, without what stands in quotes and without a last line that is cut off.
  private static func firstLines(of head: ArraySlice<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var inQuotes = false
    for byte in head where lines.count < 20 {
      if byte == .quote { inQuotes.toggle() }
      if inQuotes { continue }
      if byte == .lineFeed || byte == .carriageReturn {
        if !line.isEmpty { lines.append(line) }
        line = []
      } else {
        line.append(byte)
      }
    }
    return lines.isEmpty ? [line] : lines
  }
}
