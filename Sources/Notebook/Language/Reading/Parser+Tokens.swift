extension Parser {
  func peek(_ offset: Int = 0) -> Token.Kind? {
    tokens.indices.contains(index + offset) ? tokens[index + offset].kind : nil
  }

  /// The place of the next token; the end of the source after the last.
  var here: Range<Int> {
    if index < tokens.count { return tokens[index].range }
    let end = tokens.last?.range.upperBound ?? 0
    return end..<end
  }

  var isAtLineEnd: Bool {
    switch peek() {
    case nil, .newline?, .symbol(.semicolon)?: true
    default: false
    }
  }

  var isAtStageEnd: Bool {
    switch peek() {
    case .symbol(.pipe)?, .symbol(.closeBracket)?, .symbol(.closeParenthesis)?: true
    default: isAtLineEnd
    }
  }

  mutating func take(_ symbol: Token.Symbol) -> Bool {
    guard peek() == .symbol(symbol) else { return false }
    index += 1
    return true
  }

  /// Inside brackets a line may be broken anywhere.
  mutating func skipNewlines() {
    while peek() == .newline { index += 1 }
  }
}
