extension ArgumentBinding {
  private var help: [String] { ["help \(subject)"] }

  func unknownOption(_ key: Name, inputs: [String] = []) -> Problem {
    let candidates =
      signature.options.map(\.suggestion) + inputs.map { Suggestion($0, note: "an input") }
    return Problem(
      .unknownOption, "\(subject) has no option '\(key.text)'.", at: key.range,
      suggestions: DidYouMean.suggestions(for: key.text, among: candidates), remedies: help)
  }

  func unknownFlag(_ name: Name, isOn: Bool) -> Problem {
    let candidates = signature.flags.map { Suggestion($0.name, note: $0.help) }
    let isOption = signature.option(name.text) != nil
    let meant = DidYouMean.suggestions(for: name.text, among: candidates).map {
      Suggestion((isOn ? "+" : "-") + $0.word, note: $0.note)
    }
    return Problem(
      .unknownFlag, "\(subject) has no switch '\(name.text)'.", at: name.range,
      suggestions: meant, remedies: isOption ? ["write \(name.text)=…"] : help)
  }

  func unknownChoice(_ word: Name, among choices: [ChoiceSignature], _ name: String) -> Problem {
    let words = choices.map(\.word).joined(separator: ", ")
    let candidates = choices.map { Suggestion($0.word, note: $0.help) }
    return Problem(
      .unknownChoice, "\(name) cannot be '\(word.text)'; it is one of \(words).", at: word.range,
      suggestions: DidYouMean.suggestions(for: word.text, among: candidates), remedies: help)
  }

  func unknownColumn(_ column: String, among known: [String], at range: Range<Int>) -> Problem {
    let listed = known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", …" : "")
    return Problem(
      .unknownColumn, "There is no column '\(column)'.", at: range,
      suggestions: DidYouMean.suggestions(for: column, among: known.map { Suggestion($0) }),
      remedies: known.isEmpty ? [] : ["columns: " + listed])
  }

  func wrongForm(_ value: Value, _ kind: ValueKind, _ name: String) -> Problem {
    Problem(
      .wrongValueForm, "\(name) takes \(kind.phrase), and this is \(value.content.phrase).",
      at: value.range, remedies: help)
  }

  func missing(_ name: String, _ kind: ValueKind) -> Problem {
    Problem(
      .missingArgument, "\(subject) needs \(name): \(kind.phrase).", at: place, remedies: help)
  }

  func surplus(_ value: Value) -> Problem {
    let count = signature.parameters.count
    let limit =
      switch count {
      case 0: "takes no values"
      case 1: "takes one value"
      default: "takes \(count) values"
      }
    return Problem(
      .surplusArgument, "\(subject) \(limit), and '\(Printer.text(of: value))' is one too many.",
      at: value.range, remedies: meant(by: value) ?? help)
  }

  /// What a value that has no place may have been meant for: numbers for a list, an object for the option
  /// that takes its kind; nil where nothing is known.
  private func meant(by value: Value) -> [String]? {
    switch value.content {
    case .number where signature.parameters.isEmpty:
      return ["write \(subject) without parentheses, and numbers behind it as a list: [4,8,3]"]
    case .number:
      let list = signature.parameters.first { if case .sizes = $0.kind { true } else { false } }
      return list.map { ["write \($0.name) as one list: [4,8,3]"] }
    case .word(let word):
      guard let object = binder.session.objects.first(where: { $0.name == word }) else {
        return nil
      }
      let option = signature.options.first { option in
        if case .object(let kind) = option.kind { kind.accepts(object.kind) } else { false }
      }
      return option.map { ["\(subject) … \($0.name)=\(word)"] }
    default: return nil
    }
  }

  func repeated(_ name: String, at range: Range<Int>) -> Problem {
    Problem(.repeatedArgument, "\(name) is given twice.", at: range)
  }
}

extension Value.Content {
  /// The form of the value in a sentence.
  var phrase: String {
    switch self {
    case .number: "a number"
    case .text: "a quoted text"
    case .word(let word): "the word '\(word)'"
    case .descending(let word): "the word '\(word)' with a minus"
    case .range: "a range"
    case .list: "a list"
    case .call(let name, _): "'\(name.text)' with arguments"
    case .noun(let noun): "the object \(noun)"
    case .path(let path): "the file '\(path)'"
    case .boolean(let isTrue): isTrue ? "'true'" : "'false'"
    case .automatic: "'auto'"
    }
  }
}
