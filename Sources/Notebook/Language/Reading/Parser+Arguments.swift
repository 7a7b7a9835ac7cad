extension Parser {
  /// One argument.
  ///
  ///     argument := values | key '=' values | '+' key | '-' key
  mutating func argument() throws(Problem) -> Argument {
    if case .signedWord(let isPlus, let word)? = peek() {
      let name = Name(word, range: here)
      index += 1
      return .flag(name, isOn: isPlus)
    }
    guard case .word(let key)? = peek(), peek(1) == .symbol(.equals) else {
      return .value(try values())
    }
    let name = Name(key, range: here)
    index += 2
    let isNextOption = if case .word? = peek() { peek(1) == .symbol(.equals) } else { false }
    guard !isAtStageEnd, !isNextOption, peek() != .symbol(.comma) else {
      throw Problem(
        .expectedValue, "The option '\(key)' has no value.",
        at: name.range.lowerBound..<max(name.range.upperBound, tokens[index - 1].range.upperBound))
    }
    return .option(name, try values())
  }

  /// A value, or several that make a list without brackets.
  ///
  ///     values := value { ',' value }
  ///
  /// Inside brackets the comma belongs to them.
  private mutating func values() throws(Problem) -> Value {
    let first = try value()
    guard depth == 0, peek() == .symbol(.comma) else { return first }
    var values = [first]
    while take(.comma) { values.append(try value()) }
    let range = first.range.lowerBound..<tokens[index - 1].range.upperBound
    return Value(.list(values), range: range)
  }

  /// A call whose word has been read.
  ///
  ///     call := word '(' [ argument { ',' argument } ] ')'
  mutating func call(_ name: Name) throws(Problem) -> Value {
    let open = here
    index += 1
    try enterBracket(open)
    var arguments: [Argument] = []
    skipNewlines()
    while peek() != .symbol(.closeParenthesis) {
      arguments.append(try argument())
      try separate(until: .closeParenthesis, opened: open)
    }
    depth -= 1
    index += 1
    let range = name.range.lowerBound..<tokens[index - 1].range.upperBound
    return Value(.call(name, arguments), range: range)
  }

  /// Values in brackets.
  ///
  ///     list := '[' value { ',' value } ']'
  mutating func list() throws(Problem) -> Value {
    let open = here
    index += 1
    try enterBracket(open)
    var values: [Value] = []
    skipNewlines()
    if peek() == .symbol(.closeBracket) {
      throw Problem(
        .expectedValue, "The list has no values.", at: open.lowerBound..<here.upperBound)
    }
    repeat {
      values.append(try value())
      try separate(until: .closeBracket, opened: open)
    } while peek() != .symbol(.closeBracket)
    depth -= 1
    index += 1
    return Value(.list(values), range: open.lowerBound..<tokens[index - 1].range.upperBound)
  }

  /// Takes the comma between two elements, or stops before the closing bracket.
  private mutating func separate(
    until close: Token.Symbol, opened: Range<Int>
  ) throws(Problem) {
    skipNewlines()
    if peek() == .symbol(close) { return }
    guard take(.comma) else { throw unclosed(close, opened: opened) }
    skipNewlines()
    guard peek() == .symbol(close) else { return }
    throw Problem(.expectedValue, "After the comma a value is missing.", at: here)
  }

  private func unclosed(_ close: Token.Symbol, opened: Range<Int>) -> Problem {
    if case .invalid(var problem)? = peek() {
      problem.range = problem.range ?? here
      return problem
    }
    guard index < tokens.count else {
      return Problem(
        .unclosedBracket, "This bracket is not closed.", at: opened,
        remedies: ["end it with \(close.rawValue)"])
    }
    return Problem(
      .unclosedBracket, "Here must be a comma or '\(close.rawValue)'.", at: here)
  }

  /// Deeper brackets mean nothing in this language, and would exhaust the stack.
  private mutating func enterBracket(_ open: Range<Int>) throws(Problem) {
    depth += 1
    guard depth <= 16 else {
      throw Problem(.nestedTooDeeply, "The brackets are nested too deeply.", at: open)
    }
  }
}
