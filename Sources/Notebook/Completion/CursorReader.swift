/// Finds out what the cursor stands in, by reading the line up to it; it never fails.
struct CursorReader {
  private let catalogue: Catalogue
  private let session: any SessionFacts
  private let tokens: [Token]
  private var index = 0
  private var context = CursorContext()

  /// The context of a cursor, in characters from the beginning; outside the line is at its ends.
  static func context(
    of line: String, cursor: Int, catalogue: Catalogue, session: any SessionFacts
  ) -> CursorContext {
    let source = Array(line.prefix(max(0, cursor)))
    var tokens = Lexer.tokens(of: source)
    var context = CursorContext()
    context.start = source.count
    if let last = tokens.last, last.range.upperBound == source.count {
      if last.kind == .comment { context.isInComment = true }
      if let prefix = last.typedPrefix(in: source) {
        context.prefix = prefix
        context.start = source.count - prefix.count
        context.isInText = last.isUnfinishedText
        tokens.removeLast()
      }
    }
    var reader = CursorReader(catalogue, session, tokens, context)
    reader.read()
    return reader.context
  }

  private init(
    _ catalogue: Catalogue, _ session: any SessionFacts, _ tokens: [Token], _ context: CursorContext
  ) {
    self.catalogue = catalogue
    self.session = session
    self.tokens = tokens
    self.context = context
  }

  private mutating func read() {
    while index < tokens.count {
      context.isAfterRange = false
      step()
      index += 1
    }
  }

  private func kind(_ offset: Int = 0) -> Token.Kind? {
    tokens.indices.contains(index + offset) ? tokens[index + offset].kind : nil
  }

  private mutating func step() {
    switch tokens[index].kind {
    case .newline where context.isInBrackets: break
    case .newline, .symbol(.semicolon): beginStage(input: nil)
    case .symbol(.pipe): beginStage(input: context.result ?? .any)
    case .symbol(.openBracket):
      if context.isAtHead { begin(.unknown) } else { context.frames.append(.list) }
    case .symbol(.closeBracket), .symbol(.closeParenthesis): closeBracket()
    case .symbol(.openParenthesis): context.frames.append(.unknown)
    case .word(let word): readWord(word)
    case .cell(let number): readNoun(.cell(number))
    case .number: readNumber()
    case .signedWord(_, let word) where !context.expectsValue:
      context.updateScope { $0.givenFlags.insert(word) }
    case .text, .signedWord: takeValue(nil)
    case .symbol(.comma) where !context.isInBrackets && !context.isAtHead:
      context.updateScope { $0.pendingKey = $0.lastKey }
    case .symbol(.comma), .symbol(.equals), .rangeDots, .comment, .invalid: break
    }
  }

  private mutating func beginStage(input: ObjectKind?) {
    context.isAtHead = true
    context.input = input
    context.result = nil
    context.frames = []
  }

  private mutating func begin(_ frame: CursorContext.Frame) {
    context.isAtHead = false
    context.frames = [frame]
  }

  private mutating func closeBracket() {
    guard context.isInBrackets else { return }
    context.frames.removeLast()
    takeValue(nil)
  }

  private mutating func readWord(_ word: String) {
    if context.isAtHead { return readHead(word) }
    if kind(1) == .symbol(.equals) {
      index += 1
      context.updateScope { $0.pendingKey = word }
    } else if kind(1) == .symbol(.openParenthesis) {
      index += 1
      context.frames.append(callFrame(word))
    } else {
      readNoun(.named(word))
    }
  }

  /// A verb, an object, or a name to keep the result under.
  private mutating func readHead(_ word: String) {
    switch kind(1) {
    case .symbol(.equals)?, .symbol(.comma)?: index += 1
    case .symbol(.openParenthesis)?:
      index += 1
      context.result = catalogue.function(word)?.resultKind
      begin(.unknown)
      context.frames.append(callFrame(word))
    default:
      let begun = catalogue.commands(startingWith: word)
      let command = catalogue.command(word) ?? (begun.count == 1 ? begun.first : nil)
      guard let command else {
        context.result = session.kind(of: .named(word))
        return begin(.unknown)
      }
      context.result = command.resultKind
      begin(
        .arguments(
          CursorScope(
            subject: command.verb, signature: command.arguments, hasInput: context.input != nil)))
    }
  }

  /// The arguments of a choice, or of a function that makes an object.
  private func callFrame(_ word: String) -> CursorContext.Frame {
    let choices = context.scope?.expectedKinds.flatMap(\.choices) ?? []
    if let choice = choices.first(where: { $0.isCalled(word) }) {
      return .arguments(CursorScope(subject: choice.word, signature: choice.arguments))
    }
    guard let function = catalogue.function(word) else { return .unknown }
    return .arguments(CursorScope(subject: function.verb, signature: function.arguments))
  }

  private mutating func readNoun(_ noun: Noun) {
    if context.isAtHead {
      context.result = session.kind(of: noun)
      return begin(.unknown)
    }
    takeValue(noun)
  }

  /// A number, or a range with the words that belong to it.
  private mutating func readNumber() {
    if kind(1) == .rangeDots {
      index += 1
      guard case .number? = kind(1) else {
        context.isInRange = kind(1) == nil
        return
      }
      index += 1
      context.isAfterRange = kind(1) == nil
      if case .word(let word)? = kind(1), NumberRange.spacingWords.contains(word) { index += 1 }
      if case .number? = kind(1) { index += 1 }
    }
    takeValue(nil)
  }

  /// Notes that a value is complete; elements of a list belong to the value that the list is.
  private mutating func takeValue(_ noun: Noun?) {
    if context.isAtHead { return begin(.unknown) }
    if case .list? = context.frames.last { return }
    context.updateScope { $0.take(noun) }
  }
}

extension Token {
  /// What has been typed of a word that ends at the cursor; nil if the token is no such word.
  fileprivate func typedPrefix(in source: [Character]) -> String? {
    switch kind {
    case .word, .signedWord, .number, .cell: String(source[range])
    case .invalid where isUnfinishedText: String(source[range].dropFirst())
    case .invalid where range.count == 1 && "+-@".contains(source[range.lowerBound]):
      String(source[range])
    default: nil
    }
  }

  fileprivate var isUnfinishedText: Bool {
    guard case .invalid(let problem) = kind else { return false }
    return problem.code == .unterminatedText
  }
}
