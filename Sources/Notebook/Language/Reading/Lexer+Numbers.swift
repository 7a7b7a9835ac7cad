extension Lexer {
  func isDigit(at index: Int) -> Bool {
    source.indices.contains(index) && ("0"..."9").contains(source[index])
  }

  func isDot(at index: Int) -> Bool { source.indices.contains(index) && source[index] == "." }

  /// Whether a number without sign begins here: `5`, `.5`.
  func startsNumber(at index: Int) -> Bool {
    isDigit(at: index) || (isDot(at: index) && isDigit(at: index + 1))
  }

  /// A number with its unit; or a word that begins with digits, such as `0.weight` or `2d.csv`.
  mutating func number() -> Token.Kind {
    let start = position
    skipNumber()
    let digits = String(source[start..<position])
    let unitStart = position
    while let character = peek(), character.isLetter || character == "%" { position += 1 }
    let unit = String(source[unitStart..<position])
    let endsHere = peek().map { !isWordCharacter($0) } ?? true
    if endsHere || startsRangeDots { return number(digits, unit: unit) }
    position = start
    return wordStartingWithDigits()
  }

  private var startsRangeDots: Bool { peek() == "." && peek(1) == "." }

  /// Digits, a point with digits, an exponent; a point that begins `..` or a name is left alone.
  private mutating func skipNumber() {
    if let sign = peek(), sign == "+" || sign == "-" { position += 1 }
    while isDigit(at: position) { position += 1 }
    if isDot(at: position), isDigit(at: position + 1) {
      position += 1
      while isDigit(at: position) { position += 1 }
    }
    guard let mark = peek(), mark == "e" || mark == "E" else { return }
    let hasSign = peek(1) == "+" || peek(1) == "-"
    guard isDigit(at: position + (hasSign ? 2 : 1)) else { return }
    position += hasSign ? 2 : 1
    while isDigit(at: position) { position += 1 }
  }

  private func number(_ digits: String, unit: String) -> Token.Kind {
    guard let value = Double(digits), value.isFinite else {
      return .invalid(Problem(.malformedNumber, "The number \(digits) is too large."))
    }
    if unit.isEmpty { return .number(value, unit: nil) }
    if let unit = NumberUnit(rawValue: unit) { return .number(value, unit: unit) }
    return .invalid(unknownUnit(unit, of: digits))
  }

  private mutating func wordStartingWithDigits() -> Token.Kind {
    let start = position
    if let sign = peek(), sign == "+" || sign == "-" { position += 1 }
    let text = word()
    let isName = text.contains("/") || Path.hasKnownSuffix(text) || text.contains(where: \.isLetter)
    if isName, start + text.count == position { return .word(text) }
    return .invalid(
      Problem(
        .malformedNumber, "'\(String(source[start..<position]))' is neither a number nor a name."))
  }

  private func unknownUnit(_ unit: String, of digits: String) -> Problem {
    let known = NumberUnit.allCases.map { Suggestion($0.rawValue) }
    return Problem(
      .malformedNumber, "'\(unit)' after \(digits) is not a unit.",
      suggestions: DidYouMean.suggestions(for: unit, among: known),
      remedies: ["units: " + known.map(\.word).joined(separator: " ")])
  }
}
