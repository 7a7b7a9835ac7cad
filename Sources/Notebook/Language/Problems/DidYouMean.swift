/// Finds what may have been meant by a word that is not understood.
///
/// Words it is the beginning of come first, then our words for what it is exactly called elsewhere, then
/// words a few slips away, then our words for what resembles a name from elsewhere. A guess is offered,
/// never acted upon.
package enum DidYouMean {
  /// More are not read.
  static let maximalCount = 3
  /// A longer word is a slip of another kind, and comparing takes time.
  static let longestWord = 64

  /// The likeliest of the candidates, at most three.
  package static func suggestions(
    for typed: String, among candidates: [Suggestion]
  ) -> [Suggestion] {
    guard !typed.isEmpty, typed.count <= longestWord else { return [] }
    let ranked = candidates.enumerated().compactMap { order, candidate in
      rank(of: candidate.word, typed: typed).map { (rank: $0, order: order, candidate: candidate) }
    }
    let sorted = ranked.sorted { ($0.rank, $0.order) < ($1.rank, $1.order) }
    return sorted.prefix(maximalCount).map(\.candidate)
  }

  /// A number that grows with the distance; nil when nobody could have meant this.
  private static func rank(of candidate: String, typed: String) -> Double? {
    if candidate.lowercased().hasPrefix(typed.lowercased()) { return 0 }
    if Synonyms.names[candidate]?.contains(typed.lowercased()) == true { return 0.5 }
    let distance = editDistance(typed, candidate)
    if distance <= tolerance(for: typed) { return 1 + distance }
    return synonymDistance(of: candidate, typed: typed).map { 100 + $0 }
  }

  /// `max(1, ⌈length / 3⌉)`: one slip in a short word, one in three letters of a long one.
  private static func tolerance(for typed: String) -> Double {
    Double(max(1, (typed.count + 2) / 3))
  }

  /// How far the word is from the beginning of another name of the candidate, at most one slip.
  private static func synonymDistance(of candidate: String, typed: String) -> Double? {
    let names = Synonyms.names[candidate] ?? []
    let distances = names.map { name in
      min(editDistance(typed, name), typed.count < 4 ? .infinity : prefixDistance(typed, name))
    }
    return distances.min().flatMap { $0 <= 1 ? $0 : nil }
  }

  private static func prefixDistance(_ typed: String, _ name: String) -> Double {
    editDistance(typed, String(name.prefix(typed.count)))
  }
}
