/// A word that may have been meant.
public struct Suggestion: Hashable, Sendable {
  /// The word as it would be typed.
  public var word: String
  /// What the word means, if it helps to say so.
  public var note: String?

  /// A word and what it means.
  public init(_ word: String, note: String? = nil) {
    self.word = word
    self.note = note
  }
}
