/// What could be typed at the cursor, and what it would replace.
public struct Completion: Equatable, Sendable {
  /// The characters that a candidate replaces: what has been typed of the word at the cursor.
  public var replaced: Range<Int>
  /// The candidates, the likeliest first.
  public var candidates: [Candidate]

  /// The longest text that all candidates begin with.
  public var commonPrefix: String {
    guard let first = candidates.first?.text else { return "" }
    return candidates.dropFirst().reduce(first) { prefix, candidate in
      String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
    }
  }
}
