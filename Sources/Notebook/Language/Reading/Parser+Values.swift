extension Parser {
  /// One value.
  ///
  ///     value := number | range | list | call | noun | word | path | text
  mutating func value() throws(Problem) -> Value {
    let range = here
    switch peek() {
    case .number?: return try numberOrRange()
    case .symbol(.openBracket)?: return try list()
    case .word(let word)?:
      index += 1
      let isCall = peek() == .symbol(.openParenthesis) && here.lowerBound == range.upperBound
      if isCall { return try call(Name(word, range: range)) }
      return Value(try content(of: word, at: range), range: range)
    case .signedWord(isPlus: false, let word)?:
      index += 1
      return Value(.descending(word), range: range)
    case .text(let text)?:
      index += 1
      return Value(.text(text), range: range)
    case .cell(let number)?:
      index += 1
      return Value(.noun(.cell(number)), range: range)
    case .invalid(var problem)?:
      problem.range = problem.range ?? range
      throw problem
    case nil where depth > 0:
      throw Problem(.unclosedBracket, "A bracket is not closed.", at: range)
    default: throw missingValue(at: range)
    }
  }

  private func missingValue(at range: Range<Int>) -> Problem {
    let found = String(source[range])
    let isVisible = found.contains { !$0.isWhitespace }
    let message = isVisible ? "'\(found)' stands where a value should." : "A value is missing here."
    return Problem(.expectedValue, message, at: range)
  }

  private func content(of word: String, at range: Range<Int>) throws(Problem) -> Value.Content {
    switch word {
    case "true", "false": return .boolean(word == "true")
    case "auto": return .automatic
    case "_": return .noun(.last)
    default: break
    }
    if Path.isPath(word) { return .path(word) }
    guard let tilde = word.firstIndex(of: "~") else { return .word(word) }
    let name = String(word[..<tilde])
    let digits = word[word.index(after: tilde)...]
    guard let steps = Int(digits), steps > 0, name == "_" || Name.isValid(name) else {
      throw Problem(
        .malformedName, "'\(word)' names no object; an earlier one is written name~1.", at: range)
    }
    return .noun(.previous(name, steps: steps))
  }
}
