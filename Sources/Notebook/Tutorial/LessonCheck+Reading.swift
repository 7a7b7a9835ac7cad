extension LessonCheck {
  /// The check that a text is; throws what is wrong with it.
  init(_ text: String) throws(LessonFlaw) {
    var reader = Reader(text)
    self = try reader.check()
    guard reader.word == nil else { throw reader.unexpected("and, or, or the end") }
  }

  /// Reads a check word by word.
  private struct Reader {
    private let words: [String]
    private var index = 0

    init(_ text: String) { words = LessonCheck.words(of: text) }

    var word: String? { index < words.count ? words[index] : nil }

    func unexpected(_ expected: String) -> LessonFlaw {
      LessonFlaw("the check has '\(word ?? "its end")' where \(expected) should be")
    }

    private mutating func skip(_ expected: String) -> Bool {
      guard word == expected else { return false }
      index += 1
      return true
    }

    private mutating func next(_ expected: String) throws(LessonFlaw) -> String {
      guard let word else { throw unexpected(expected) }
      index += 1
      return word
    }

    mutating func check() throws(LessonFlaw) -> LessonCheck {
      var checks = [try alternative()]
      while skip("or") { checks.append(try alternative()) }
      return checks.count == 1 ? checks[0] : .any(checks)
    }

    private mutating func alternative() throws(LessonFlaw) -> LessonCheck {
      var checks = [try condition()]
      while skip("and") { checks.append(try condition()) }
      return checks.count == 1 ? checks[0] : .all(checks)
    }

    private mutating func condition() throws(LessonFlaw) -> LessonCheck {
      if skip("not") { return .not(try condition()) }
      if skip("(") {
        let check = try check()
        guard skip(")") else { throw unexpected("a closing parenthesis") }
        return check
      }
      if skip("ran") { return .ran(try verbs()) }
      guard let kind = word.flatMap(ObjectKind.init(rawValue:)) else {
        throw unexpected("ran, not, a parenthesis or a kind of object")
      }
      index += 1
      guard skip("with") else { return .made(kind, []) }
      var tests = [try test()]
      while skip(",") { tests.append(try test()) }
      return .made(kind, tests)
    }

    private mutating func verbs() throws(LessonFlaw) -> [String] {
      var verbs: [String] = []
      repeat {
        guard let verb = word, Commands.named(verb) != nil else { throw unexpected("a command") }
        verbs.append(verb)
        index += 1
      } while skip("|")
      return verbs
    }

    private mutating func test() throws(LessonFlaw) -> Test {
      let key = try next("a figure's name")
      guard let comparison = word.flatMap(Comparison.init(rawValue:)) else {
        throw unexpected("a comparison")
      }
      index += 1
      let value = try next("a number or a word")
      return Test(
        key: key.split(separator: ".").map(String.init), comparison: comparison,
        value: Double(value).map(Value.number) ?? .word(value))
    }
  }

  /// The words of a check: comparisons, commas, bars and parentheses stand for themselves.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var isOperator = false
    var isSeparated = true
    for character in text {
      let continuesOperator = isOperator && !isSeparated && "=".contains(character)
      let isMark = "=!<>,|()".contains(character)
      if character.isWhitespace {
        isSeparated = true
        continue
      }
      if continuesOperator || (!isMark && !isOperator && !isSeparated) {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
      isOperator = isMark
      isSeparated = false
    }
    return words
  }
}
