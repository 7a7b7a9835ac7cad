/// Reads command lines: a recursive descent over the tokens.
///
///     line   := [ name { ',' name } '=' ] stage { '|' stage }
///     stage  := verb { argument } | object
///
/// Lines end at a newline or at `;`. Inside brackets, and after `|`, a line goes on.
public struct Parser {
  let source: [Character]
  let tokens: [Token]
  var index = 0
  var depth = 0

  private init(_ source: [Character]) {
    self.source = source
    tokens = Lexer.tokens(of: source).filter { $0.kind != .comment }
  }

  /// The lines of a source, empty ones and comments left out; or the first problem.
  public static func lines(of source: String) throws(Problem) -> [Line] {
    var parser = Parser(Array(source))
    var lines: [Line] = []
    while parser.skipLineEnds() { lines.append(try parser.line()) }
    return lines
  }

  /// The single value that a text is.
  static func value(of text: String) throws(Problem) -> Value {
    var parser = Parser(Array(text))
    let value = try parser.value()
    guard parser.peek() == nil else { throw parser.surplus() }
    return value
  }

  /// Whether a source may become a valid one when more lines follow: open brackets, a last `|`.
  public static func isUnfinished(_ source: String) -> Bool {
    var parser = Parser(Array(source))
    do {
      while parser.skipLineEnds() { _ = try parser.line() }
      return false
    } catch {
      let isOpen = error.code == .unclosedBracket || error.code == .expectedCommand
      return isOpen && parser.peek() == nil
    }
  }

  /// Moves to the next line; false at the end of the source.
  private mutating func skipLineEnds() -> Bool {
    while isAtLineEnd, peek() != nil { index += 1 }
    return peek() != nil
  }

  private mutating func line() throws(Problem) -> Line {
    let start = tokens[index].range.lowerBound
    let names = try names()
    var stages = [try stage()]
    while take(.pipe) {
      while peek() == .newline { index += 1 }
      stages.append(try stage())
    }
    guard isAtLineEnd else { throw surplus() }
    return Line(names: names, stages: stages, range: start..<tokens[index - 1].range.upperBound)
  }

  /// The names before `=`, if the line begins with them.
  private mutating func names() throws(Problem) -> [Name] {
    var names: [Name] = []
    var ahead = index
    while ahead < tokens.count, case .word(let word) = tokens[ahead].kind {
      names.append(Name(word, range: tokens[ahead].range))
      ahead += 1
      guard ahead < tokens.count else { return [] }
      if tokens[ahead].kind == .symbol(.equals) {
        index = ahead + 1
        try check(names)
        return names
      }
      guard tokens[ahead].kind == .symbol(.comma) else { return [] }
      ahead += 1
    }
    return []
  }

  private func check(_ names: [Name]) throws(Problem) {
    for (index, name) in names.enumerated() {
      guard Name.isValid(name.text) else {
        throw Problem(
          .malformedName, "'\(name.text)' cannot be the name of a result.", at: name.range,
          remedies: ["use letters, digits and _, a letter first"])
      }
      guard !names[..<index].contains(name) else {
        throw Problem(.malformedName, "'\(name.text)' is named twice.", at: name.range)
      }
    }
  }

  private mutating func stage() throws(Problem) -> Stage {
    guard !isAtStageEnd else {
      throw Problem(
        .expectedCommand, "A command is missing here.", at: here, remedies: ["help lists them"])
    }
    let head = try value()
    switch head.content {
    case .word, .noun, .call, .path, .text: break
    default:
      throw Problem(
        .expectedCommand, "A command starts with a verb or an object.", at: head.range,
        remedies: ["help lists the verbs"])
    }
    var arguments: [Argument] = []
    while !isAtStageEnd { arguments.append(try argument()) }
    let end = arguments.last?.range.upperBound ?? head.range.upperBound
    return Stage(head: head, arguments: arguments, range: head.range.lowerBound..<end)
  }

  private func surplus() -> Problem {
    if case .invalid(var problem)? = peek() {
      problem.range = problem.range ?? here
      return problem
    }
    let text = String(source[here])
    return Problem(.unclosedBracket, "'\(text)' closes nothing.", at: here)
  }
}
