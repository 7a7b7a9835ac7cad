/// One row of a CSV file: the bytes of its cells, end to end, without their quotes.
struct CSVRecord {
  /// The line of the file on which the row begins, counted from 1.
  var line: Int
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var quoted: [Bool] = []

  init(line: Int) { self.line = line }

  var cellCount: Int { ends.count }

  /// A line with nothing on it.
  var isBlank: Bool { cellCount == 1 && quoted == [false] && self[0].isEmpty }

  /// The bytes of a cell; blanks around a cell belong to it only inside quotes.
  subscript(cell: Int) -> ArraySlice<UInt8> {
    let whole = bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
    return quoted[cell] ? whole : whole.trimmingBlanks
  }

  func text(_ cell: Int) -> String { String(decoding: self[cell], as: UTF8.self) }

  /// The first line with bytes that are not UTF-8, nil when there is none.
  var firstLineOutsideUTF8: Int? {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    var line = line
    for cell in 0..<cellCount {
      let lines = self[cell].split(separator: .lineFeed, omittingEmptySubsequences: false)
      if let bad = lines.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) {
        return line + bad
      }
      line += lines.count - 1
    }
    return nil
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func endCell(quoted isQuoted: Bool) {
    ends.append(bytes.count)
    quoted.append(isQuoted)
  }

  /// Forgets the blanks before an opening quote.
  mutating func restartCell() { bytes.removeSubrange((ends.last ?? 0)...) }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let quote = UInt8(ascii: "\"")

  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension ArraySlice<UInt8> {
  fileprivate var trimmingBlanks: ArraySlice {
    var slice = self.drop(while: \.isBlank)
    while slice.last?.isBlank == true { slice.removeLast() }
    return slice
  }
}
