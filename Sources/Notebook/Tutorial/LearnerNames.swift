/// The names that a learner gave to what the answers of a lesson call otherwise.
struct LearnerNames: Sendable {
  private var names: [String: String] = [:]

  /// Learns from a task that is done: the objects that its answer names are the last of their kinds that the
  /// learner has made.
  mutating func learn(from task: LessonTask, _ record: LessonRecord) {
    for case let line? in task.answer.map({ try? Parser.lines(of: $0).first }) {
      guard let verb = line.stages.last?.verb?.text,
        let kind = Commands.catalogue.command(verb)?.resultKind
      else { continue }
      var made: [String] = []
      for entry in record.made where entry.object.kind == kind {
        made.removeAll { $0 == entry.name }
        made.append(entry.name)
      }
      guard made.count >= line.names.count else { continue }
      for (name, own) in zip(line.names, made.suffix(line.names.count)) { names[name.text] = own }
    }
  }

  /// An answer in the learner's names.
  func applied(to answer: String) -> String {
    let source = Array(answer)
    let tokens = Lexer.tokens(of: source)
    var result: [Character] = []
    var end = 0
    for (index, token) in tokens.enumerated() {
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      // The key of an option is no object, though names stand before `=` too.
      let isKey = next?.kind == .symbol(.equals) && next?.range.lowerBound == token.range.upperBound
      guard case .word(let word) = token.kind, !isKey, let own = names[word] else { continue }
      result += source[end..<token.range.lowerBound] + Array(own)
      end = token.range.upperBound
    }
    return String(result + source[end...])
  }
}
