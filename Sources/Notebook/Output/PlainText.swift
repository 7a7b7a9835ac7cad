/// Lines for a screen reader or a braille display: words in place of signs that are drawn to be seen.
public enum PlainText {
  /// Signs at the beginning of a line.
  private static let openings = [
    ("✗", "error"), ("✓", "ok"), ("!", "warning"), ("·", "note"), ("→", "next:"), ("↳", ""),
  ]
  /// Signs between words.
  private static let joints = [
    (" ← ", " = "), (" → ", " to "), (" · ", ", "), (": –", ": none"), ("✓", "ok"), ("✗", "error"),
  ]

  /// The line in words, without a character between U+2500 and U+28FF: boxes, blocks, geometric shapes
  /// and braille patterns.
  public static func words(_ line: String) -> String {
    let indentation = line.prefix { $0 == " " }
    var text = String(line.dropFirst(indentation.count))
    if let (sign, word) = openings.first(where: { text == $0.0 || text.hasPrefix($0.0 + " ") }) {
      text =
        word.isEmpty ? String(text.dropFirst(sign.count + 1)) : word + text.dropFirst(sign.count)
    }
    for (sign, word) in joints { text = text.replacing(sign, with: word) }
    return indentation + withoutDrawing(text)
  }

  /// The line without drawn characters, and without the gaps that they leave.
  static func withoutDrawing(_ line: String) -> String {
    guard line.unicodeScalars.contains(where: isDrawn) else { return line }
    var text = ""
    var closesGap = false
    for scalar in line.unicodeScalars {
      if isDrawn(scalar) {
        closesGap = text.isEmpty || text.last == " "
      } else if scalar != " " || !closesGap {
        text.unicodeScalars.append(scalar)
        closesGap = false
      }
    }
    return text
  }

  /// Recorded lines in words, with a sentence in place of each picture among them.
  public static func recorded(_ lines: [String]) -> [String] {
    var spoken: [String] = []
    for line in lines {
      guard line.unicodeScalars.contains(where: isPicture) else {
        spoken.append(words(line))
        continue
      }
      if spoken.last != picture { spoken.append(picture) }
    }
    return spoken
  }

  private static let picture = "(a picture: rerun the cell for its description)"

  private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    (0x2500...0x28FF).contains(scalar.value)
  }

  /// Boxes, shades and braille make pictures; blocks of eighths also stand in lines of text.
  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    (0x2500...0x257F).contains(scalar.value) || (0x2591...0x2593).contains(scalar.value)
      || (0x2800...0x28FF).contains(scalar.value)
  }
}
