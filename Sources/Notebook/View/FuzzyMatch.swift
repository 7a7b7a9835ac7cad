/// How well a few letters pick out a text: they must stand in it in their order.
struct FuzzyMatch {
  /// The larger the better: letters that follow each other and beginnings of words count more.
  let score: Int
  /// The characters of the text that matched.
  let places: [Int]

  /// The match of some letters in a text, whatever their case; nil if one of them is missing.
  init?(_ query: String, in text: String) {
    let wanted = Array(query.lowercased())
    let characters = Array(text.lowercased())
    var places: [Int] = []
    var score = 0
    var next = 0
    for letter in wanted {
      guard let place = Self.best(letter, from: next, after: places.last, in: characters) else {
        return nil
      }
      score += Self.worth(place, after: places.last, in: characters)
      places.append(place)
      next = place + 1
    }
    self.score = score - (places.first ?? 0) / 4 - characters.count / 20
    self.places = places
  }

  /// Right behind the letter before if it is there, else at the beginning of a word, else anywhere.
  private static func best(
    _ letter: Character, from start: Int, after last: Int?, in characters: [Character]
  ) -> Int? {
    let places = characters.indices.dropFirst(start).filter { characters[$0] == letter }
    if let last, places.contains(last + 1) { return last + 1 }
    return places.first { isBeginning($0, in: characters) } ?? places.first
  }

  private static func worth(_ place: Int, after last: Int?, in characters: [Character]) -> Int {
    if last == place - 1 { return 8 }
    return isBeginning(place, in: characters) ? 6 : 1
  }

  private static func isBeginning(_ place: Int, in characters: [Character]) -> Bool {
    place == 0 || !(characters[place - 1].isLetter || characters[place - 1].isNumber)
  }
}
