/// The characters a picture may be made of, from the finest to the plainest.
public enum GlyphLevel: String, Hashable, Sendable, CaseIterable {
  /// Braille patterns: 2 by 4 dots in a cell.
  case braille
  /// Quadrant blocks: 2 by 2 dots in a cell, for fonts without braille.
  case block
  /// ASCII only: 2 by 3 dots in a cell, each pattern shown by the character most like it.
  case ascii

  /// The rows of dots in a cell; there are always two columns.
  var dotRows: Int {
    switch self {
    case .braille: 4
    case .block: 2
    case .ascii: 3
    }
  }

  /// What stands for a part that is left out.
  var ellipsis: Character { self == .ascii ? "~" : "…" }

  /// The character for a pattern of dots; bit `2y + x` is the dot in column x of row y.
  func character(for dots: UInt8) -> Character {
    switch self {
    case .braille: braillePattern(dots)
    case .block: quadrants[Int(dots & 15)]
    case .ascii: asciiStroke(dots & 63)
    }
  }
}

private let quadrants = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")

/// Unicode numbers the dots of a cell down the left column, down the right one, then the last row.
private let brailleBits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

private func braillePattern(_ dots: UInt8) -> Character {
  var value: UInt32 = 0x2800
  for (bit, mask) in brailleBits.enumerated() where dots & (1 << bit) != 0 { value |= mask }
  return Unicode.Scalar(value).map(Character.init) ?? " "
}

/// A flat stroke is drawn at its height, a steep one by its slope.
private func asciiStroke(_ dots: UInt8) -> Character {
  guard dots != 0 else { return " " }
  let left = (0..<3).filter { dots & (1 << (2 * $0)) != 0 }
  let right = (0..<3).filter { dots & (2 << (2 * $0)) != 0 }
  let rows = Set(left + right)
  if rows.count == 1 { return rows.contains(0) ? "'" : rows.contains(1) ? "-" : "." }
  guard let leftSum = mean(left), let rightSum = mean(right), leftSum != rightSum else {
    return rows.count == 3 || rows == [0, 2] ? "|" : rows.contains(0) ? "'" : "."
  }
  return leftSum > rightSum ? "/" : "\\"
}

private func mean(_ rows: [Int]) -> Double? {
  rows.isEmpty ? nil : Double(rows.reduce(0, +)) / Double(rows.count)
}
