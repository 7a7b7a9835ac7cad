/// Cuts a source into tokens.
///
/// It never fails: what cannot be read becomes an invalid token.
package struct Lexer {
  let source: [Character]
  var position = 0

  private init(_ source: [Character]) { self.source = source }

  /// The tokens of a source, in order, comments included and blanks left out.
  package static func tokens(of source: String) -> [Token] { tokens(of: Array(source)) }

  static func tokens(of source: [Character]) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    while let token = lexer.next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() -> Token? {
    while let character = peek(), character.isWhitespace, !character.isNewline { position += 1 }
    guard let character = peek() else { return nil }
    let start = position
    let kind = kind(startingWith: character)
    return Token(kind: kind, range: start..<position)
  }

  private mutating func kind(startingWith character: Character) -> Token.Kind {
    if character.isNewline { return advanced(.newline) }
    if let symbol = Token.Symbol(rawValue: character) { return advanced(.symbol(symbol)) }
    switch character {
    case "#": return comment()
    case "\"", "'": return text(quote: character)
    case "@": return cell()
    case "+", "-": return signed(character)
    case "." where peek(1) == "." && peek(2) != "/":
      position += 2
      return .rangeDots
    default: break
    }
    if startsNumber(at: position) { return number() }
    return isWordCharacter(character) ? .word(word()) : unexpected(character)
  }

  private mutating func advanced(_ kind: Token.Kind) -> Token.Kind {
    position += 1
    return kind
  }

  func peek(_ offset: Int = 0) -> Character? {
    source.indices.contains(position + offset) ? source[position + offset] : nil
  }

  private mutating func comment() -> Token.Kind {
    while let character = peek(), !character.isNewline { position += 1 }
    return .comment
  }

  private mutating func unexpected(_ character: Character) -> Token.Kind {
    position += 1
    if character == "!" {
      return .invalid(Problem(.shellCommand, "Commands for the shell do not run here."))
    }
    let advice = "“”„‘’«»".contains(character) ? ["write \" for a quotation mark"] : []
    let name =
      character.isASCII && !character.isLetter ? "'\(character)'" : "the sign '\(character)'"
    return .invalid(
      Problem(.unexpectedCharacter, "Nothing is written with \(name) here.", remedies: advice))
  }
}
