/// The numbers beside a reliability diagram, with the gap of each bin as a signed bar.
struct ReliabilityTable {
  let lines: [String]
  /// The columns that the table needs with its bars.
  static let width = 44

  /// The most cells of a bar.
  private static let barLimit = 7

  init(_ diagram: ReliabilityDiagram, width: Int, ascii: Bool) {
    let hasBars = width >= Self.width
    let bins = diagram.drawnBins
    let largest = bins.map { abs($0.gap) }.max() ?? 0
    // A cell of the bar is 0.02, or more where the largest gap would not fit.
    let unit = max(0.02, largest / Double(Self.barLimit))
    let zero = ascii ? "|" : "│"
    let header = "conf       n    acc    gap"
    let bars = "  under " + (ascii ? "<|>" : "◄│►") + " over"
    var lines = [header + (hasBars ? bars : "")]
    for bin in bins {
      let bar = hasBars ? "  " + Self.bar(bin.gap / unit, zero: zero, ascii: ascii) : ""
      lines.append(Self.numbers(bin, ascii: ascii) + bar)
    }
    lines.append("")
    lines += diagram.summary
    if let verdict = diagram.verdict { lines.append(verdict) }
    self.lines = lines
  }

  private static func numbers(_ bin: ReliabilityDiagram.Bin, ascii: Bool) -> String {
    let dash = ascii ? "-" : "–"
    let interval = [bin.low, bin.high].map { edge in
      let text = NumberFormat.formatted(edge, significant: 2)
      return text.contains(".") ? text : text + ".0"
    }
    let count = padded(String(bin.count), to: 5)
    let accuracy = padded(NumberFormat.fixed(bin.accuracy, decimals: 2), to: 7)
    let gap = padded(NumberFormat.fixed(bin.gap, decimals: 2, signed: true), to: 7)
    let range = interval.joined(separator: dash)
    return range + padded("", to: 7 - range.count) + count + accuracy + gap
  }

  private static func bar(_ cells: Double, zero: String, ascii: Bool) -> String {
    let length = cells == 0 ? 0 : min(barLimit, max(1, Int(abs(cells).rounded())))
    let ink = String(repeating: ascii ? "#" : "█", count: length)
    let left = cells < 0 ? ink : ""
    return padded(left, to: barLimit) + zero + (cells > 0 ? ink : "")
  }

  /// The text with blanks before it.
  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
