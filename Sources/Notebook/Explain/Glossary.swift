/// Everything that can be asked about by a word: the notions of the field, and the commands, options,
/// switches, values and codes of the language, which the catalogue explains itself.
struct Glossary {
  private let uses: [WordUse]

  /// The glossary of a language.
  init(_ catalogue: Catalogue) {
    uses =
      catalogue.commands.flatMap { WordUse.uses(of: $0) }
      + catalogue.functions.flatMap { WordUse.uses(of: $0, isFunction: true) }
  }

  /// What there is to say of a word; nil where it means nothing.
  func entry(_ typed: String) -> GlossaryEntry? {
    let word = Synonyms.word(for: typed)
    let joined = typed.lowercased().replacing(" ", with: "_")
    return [typed, word, typed.lowercased(), joined].lazy.compactMap(exactEntry).first
      ?? columnOfData(typed)
  }

  private func exactEntry(_ word: String) -> GlossaryEntry? {
    let entry = GlossaryEntry(
      word: word, explanations: Explanation.named(word),
      uses: WordUse.merged(uses.filter { $0.word == word }),
      code: ProblemCode(rawValue: word.uppercased()))
    return entry.isEmpty ? nil : entry
  }

  /// Some columns are named after what they are about too: `p_setosa`, `nll on d2`.
  private func columnOfData(_ word: String) -> GlossaryEntry? {
    if word.hasPrefix("p_") { return exactEntry("probabilities") }
    let words = word.split(separator: " ")
    return words.count == 3 && words[1] == "on" ? exactEntry(String(words[0])) : nil
  }

  /// Every word with what it means in a phrase, each once.
  var topics: [(word: String, help: String)] {
    let notions = Explanation.all.flatMap { notion in
      notion.words.map { (word: $0, help: notion.formula) }
    }
    let codes = ProblemCode.allCases.map { (word: $0.rawValue, help: $0.meaning) }
    var seen: Set<String> = []
    return (notions + uses.map { ($0.word, $0.help) } + codes).filter {
      seen.insert($0.word).inserted
    }
  }

  /// Words that may have been meant.
  func suggestions(for word: String) -> [Suggestion] {
    DidYouMean.suggestions(for: word, among: topics.map { Suggestion($0.word) })
  }
}

/// What there is to say of a word.
struct GlossaryEntry {
  /// The word that was asked about.
  let word: String
  /// The notions of the field that it names.
  let explanations: [Explanation]
  /// Where it stands in the language, a line for each meaning.
  let uses: [String]
  /// The problem whose code it is.
  let code: ProblemCode?

  /// Whether there is nothing.
  var isEmpty: Bool { explanations.isEmpty && uses.isEmpty && code == nil }
}

extension WordUse {
  /// Uses in a line each, those that mean the same in several commands in one.
  static func merged(_ uses: [WordUse]) -> [String] {
    var meanings: [(use: WordUse, commands: [String])] = []
    for use in uses {
      var meaning = use
      meaning.command = nil
      if let known = meanings.firstIndex(where: { $0.use == meaning }) {
        if let command = use.command, !meanings[known].commands.contains(command) {
          meanings[known].commands.append(command)
        }
      } else {
        meanings.append((meaning, use.command.map { [$0] } ?? []))
      }
    }
    return meanings.map { $0.use.line(in: $0.commands) }
  }

  /// `link= of predict, check: how outputs become probabilities; one of …; probit without it`.
  private func line(in commands: [String]) -> String {
    let place =
      (host.map { " in \($0)" } ?? "")
      + (commands.isEmpty ? "" : " of " + commands.joined(separator: ", "))
    return "\(form)\(place): " + ([help] + details).joined(separator: "; ")
  }
}
