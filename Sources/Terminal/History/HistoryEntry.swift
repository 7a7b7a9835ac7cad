/// A line of the history file: `time status milliseconds text`, separated by tabs.
///
/// Time is in seconds since 1970. A backslash, a line feed, a carriage return and a tab in the text
/// are written `\\`, `\n`, `\r` and `\t`, so that an entry is one line of plain text.
public nonisolated struct HistoryEntry: Hashable, Sendable {
  /// When the line was handed in, in seconds since 1970.
  public let time: Int
  /// How it ended: 0 is well.
  public let status: Int
  /// How long it took.
  public let milliseconds: Int
  /// What was typed.
  public let text: String

  /// An entry of a line and what became of it.
  public init(time: Int, status: Int, milliseconds: Int, text: String) {
    self.time = time
    self.status = status
    self.milliseconds = milliseconds
    self.text = text
  }

  /// The entry that a line of the file holds; nil if it holds none.
  init?(fileLine line: some StringProtocol) {
    let fields = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
    guard fields.count == 4, let time = Int(fields[0]), let status = Int(fields[1]),
      let milliseconds = Int(fields[2]), let text = unescaped(fields[3]), !text.isEmpty
    else { return nil }
    self.init(time: time, status: status, milliseconds: milliseconds, text: text)
  }

  /// The line of the file, without its end.
  var fileLine: String { "\(time)\t\(status)\t\(milliseconds)\t\(escaped(text))" }
}

nonisolated private let escapes: [(scalar: Unicode.Scalar, letter: Unicode.Scalar)] = [
  ("\\", "\\"), ("\n", "n"), ("\r", "r"), ("\t", "t"),
]

nonisolated private func escaped(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    guard let escape = escapes.first(where: { $0.scalar == scalar }) else {
      result.append(scalar)
      continue
    }
    result.append("\\")
    result.append(escape.letter)
  }
  return String(result)
}

/// The text behind the escapes; nil if one of them is unknown or cut off.
nonisolated private func unescaped(_ text: some StringProtocol) -> String? {
  var result = String.UnicodeScalarView()
  var scalars = text.unicodeScalars.makeIterator()
  while let scalar = scalars.next() {
    guard scalar == "\\" else {
      if scalar.value < 0x20 { return nil }
      result.append(scalar)
      continue
    }
    guard let letter = scalars.next(), let escape = escapes.first(where: { $0.letter == letter })
    else { return nil }
    result.append(escape.scalar)
  }
  return String(result)
}
