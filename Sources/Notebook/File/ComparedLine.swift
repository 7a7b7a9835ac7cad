/// A line of output, cut into what is compared as a whole.
struct ComparedLine {
  enum Piece: Equatable {
    case number(Double, isWhole: Bool)
    case text(String)
    case blanks(Int)
  }

  let text: String
  let pieces: [Piece]

  init(_ text: String) {
    self.text = text
    pieces = Self.withoutBlanksBesideNumbers(Self.pieces(of: Self.withoutMeasurements(text)))
  }

  private static func withoutMeasurements(_ line: String) -> String {
    var result = ""
    var rest = line[...]
    while let open = rest.firstIndex(of: "⟨"), let close = rest[open...].firstIndex(of: "⟩") {
      result += rest[..<open] + "⟨⟩"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func pieces(of line: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = line[...]
    while let first = rest.first {
      if first == " " {
        let blanks = rest.prefix { $0 == " " }
        pieces.append(.blanks(blanks.count))
        rest = rest.dropFirst(blanks.count)
      } else if isWordCharacter(first) {
        let word = rest.prefix(while: isWordCharacter)
        pieces.append(piece(for: String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        pieces.append(.text(String(first)))
        rest = rest.dropFirst()
      }
    }
    return pieces
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "._+-−".contains(character)
  }

  /// A word that is a number as a whole; `p1` and `51d0` are words.
  private static func piece(for word: String) -> Piece {
    let ascii = String(word.map { $0 == "−" ? "-" : $0 })
    let hasDigit = ascii.contains { ("0"..."9").contains($0) }
    guard hasDigit, !ascii.contains("x"), let number = Double(ascii) else { return .text(word) }
    return .number(number, isWhole: !ascii.contains { ".eE".contains($0) })
  }

  private static func withoutBlanksBesideNumbers(_ pieces: [Piece]) -> [Piece] {
    pieces.indices.filter { index in
      guard case .blanks = pieces[index] else { return true }
      return !isNumber(pieces, index - 1) && !isNumber(pieces, index + 1)
    }.map { pieces[$0] }
  }

  private static func isNumber(_ pieces: [Piece], _ index: Int) -> Bool {
    guard pieces.indices.contains(index), case .number = pieces[index] else { return false }
    return true
  }
}
