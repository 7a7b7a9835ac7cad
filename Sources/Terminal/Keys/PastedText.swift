/// A bracketed paste while it arrives.
///
/// It becomes text that can be inserted anywhere: line ends are line feeds, copied prompts and
/// control characters are gone, and nothing ends in a line end, because a paste never submits.
nonisolated struct PastedText {
  private var bytes: [UInt8] = []
  /// How much of the closing sequence has been seen.
  private var matched = 0

  /// What is kept of a paste at most.
  static let byteLimit = 1 << 20
  private static let closing = Array("\u{1B}[201~".utf8)

  /// Takes a byte, and tells whether it was the last.
  mutating func append(_ byte: UInt8) -> Bool {
    if byte == Self.closing[matched] {
      matched += 1
      return matched == Self.closing.count
    }
    keep(Self.closing[..<matched])
    matched = byte == Self.closing[0] ? 1 : 0
    if matched == 0 { keep([byte]) }
    return false
  }

  private mutating func keep(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more.prefix(Self.byteLimit - bytes.count))
  }

  /// The text as it is inserted.
  var text: String {
    let lines = normalised.split(separator: "\n", omittingEmptySubsequences: false)
    var text = lines.map(withoutPrompt).joined(separator: "\n")
    while text.last == "\n" { text.removeLast() }
    return text
  }

  /// The scalars with one kind of line end and without controls.
  private var normalised: String {
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { previous = scalar }
      if scalar == "\r" || scalar == "\n" && previous != "\r" { scalars.append("\n") }
      if scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\t" { scalars.append(scalar) }
    }
    return String(scalars)
  }

  /// A line copied from the screen begins with `la> `, maybe behind its number: `[3] la> `.
  private func withoutPrompt(_ line: Substring) -> Substring {
    var rest = line
    if rest.first == "[", let bracket = rest.firstIndex(of: "]"),
      rest[..<bracket].dropFirst().allSatisfy(\.isNumber)
    {
      rest = rest[bracket...].dropFirst().drop { $0 == " " }
    }
    return rest.hasPrefix("la> ") ? rest.dropFirst(4) : line
  }
}
