extension Lexer {
  /// A quoted text with its escapes resolved; it ends on the line where it begins.
  mutating func text(quote: Character) -> Token.Kind {
    position += 1
    var text = ""
    var problem: Problem?
    while let character = peek(), !character.isNewline {
      if character == quote {
        position += 1
        return problem.map(Token.Kind.invalid) ?? .text(text)
      }
      position += 1
      guard character == "\\" else {
        text.append(character)
        continue
      }
      let start = position - 1
      if let resolved = escaped() {
        text.append(resolved)
      } else {
        let escape = String(source[start..<position])
        problem = Problem(
          .unknownEscape, "'\(escape)' stands for nothing.", at: start..<position,
          remedies: [#"write \\ for a backslash"#])
      }
    }
    return .invalid(
      Problem(.unterminatedText, "The text is not closed.", remedies: ["end it with \(quote)"]))
  }

  /// The character after a backslash, which has been read.
  private mutating func escaped() -> Character? {
    guard let letter = peek(), !letter.isNewline else { return nil }
    position += 1
    switch letter {
    case "\"", "'", "\\": return letter
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "u": return unicodeScalar()
    default: return nil
    }
  }

  /// `{1F600}` after `\u`.
  private mutating func unicodeScalar() -> Character? {
    guard peek() == "{" else { return nil }
    position += 1
    var digits = ""
    while let digit = peek(), digit.isHexDigit, digits.count < 8 {
      digits.append(digit)
      position += 1
    }
    guard peek() == "}" else { return nil }
    position += 1
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map(Character.init)
  }
}
