extension Lexer {
  /// Letters and digits of any script, and the signs that names and paths are made of.
  func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_.-/~:\\".contains(character)
  }

  mutating func word() -> String {
    let start = position
    while let character = peek(), isWordCharacter(character) { position += 1 }
    return String(source[start..<position])
  }

  /// `+joint` and `-var`; `-4` is a number; a lone `-` is the standard input.
  mutating func signed(_ sign: Character) -> Token.Kind {
    if startsNumber(at: position + 1) { return number() }
    position += 1
    if let next = peek(), next.isLetter { return .signedWord(isPlus: sign == "+", word()) }
    let isAlone = peek().map { !isWordCharacter($0) } ?? true
    if sign == "-", isAlone { return .word("-") }
    return .invalid(
      Problem(
        .unexpectedCharacter, "After '\(sign)' there must be a number or the name of a switch."))
  }

  /// `@5`, the result of a cell.
  mutating func cell() -> Token.Kind {
    position += 1
    let digits = word()
    guard let number = Int(digits), number >= 0, digits.allSatisfy(\.isNumber) else {
      return .invalid(Problem(.malformedName, "After @ there must be the number of a cell."))
    }
    return .cell(number)
  }
}
