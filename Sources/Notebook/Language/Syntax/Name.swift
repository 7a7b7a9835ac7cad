/// A word of the source that names something: a verb, an option, a result.
public struct Name: Sendable {
  /// The word as written.
  public var text: String
  /// Where it stands in the source, in characters.
  public var range: Range<Int>

  /// A name at a place of the source.
  public init(_ text: String, range: Range<Int> = 0..<0) {
    self.text = text
    self.range = range
  }

  /// Whether a word can name a result: a letter, then letters, digits and underscores.
  public static func isValid(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter, !reservedWords.contains(text) else {
      return false
    }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Words that mean a value wherever they stand.
  static let reservedWords: Set<String> = ["true", "false", "auto", "log", "lin", "step"]
}
