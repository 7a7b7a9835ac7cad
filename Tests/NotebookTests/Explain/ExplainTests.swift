import Foundation
import Notebook
import TextPlots
import Testing

@Suite struct ExplainTests {
  /// A word of the language with what its signature says of it.
  private struct Word {
    let text: String
    let command: String
    let help: String
    /// The option or the position that it is a value of; nil for none.
    var valueOf: String?
  }

  /// Every word of the catalogue, found without the glossary.
  private static let words: [Word] = Commands.catalogue.commands.flatMap { command in
    [Word(text: command.verb, command: command.verb, help: command.summary)]
      + words(of: command.arguments, in: command.verb)
  }

  private static func words(of arguments: ArgumentsSignature, in command: String) -> [Word] {
    arguments.parameters.flatMap { parameter in
      [Word(text: parameter.name, command: command, help: parameter.help)]
        + words(of: parameter.kind, valueOf: parameter.name, in: command)
    }
      + arguments.options.flatMap { option in
        [Word(text: option.name, command: command, help: option.help)]
          + words(of: option.kind, valueOf: option.name, in: command)
      } + arguments.flags.map { Word(text: $0.name, command: command, help: $0.help) }
  }

  private static func words(
    of kind: ValueKind, valueOf name: String, in command: String
  ) -> [Word] {
    kind.choices.flatMap { choice in
      [Word(text: choice.word, command: command, help: choice.help, valueOf: name)]
        + words(of: choice.arguments, in: command)
    }
  }

  @Test("every command, option, switch and value says what it means where it stands")
  func everyWord() async {
    let kernel = Kernel()
    #expect(Self.words.count > 300)
    for (text, uses) in Dictionary(grouping: Self.words, by: \.text) {
      let run = await kernel.test("explain \(text)")
      #expect(run.problem == nil, "\(text)")
      let said = run.results.map { $0.drop { $0 == " " } }.joined(separator: " ")
      for use in uses {
        #expect(use.help.count > 2, "\(text) of \(use.command) has no help")
        #expect(said.contains(use.help), "\(text) of \(use.command): \(said)")
        #expect(said.contains(use.command), "\(text): \(said)")
      }
    }
  }

  /// The options whose values are notions of the field, so that one line of help is not enough.
  private static let notions: Set<String> = [
    "act", "like", "opt", "schedule", "structure", "curvature", "subset", "sharing", "link", "type",
    "metric", "score", "shape", "kind",
  ]

  @Test("values that are notions have a formula; a new one without it fails here")
  func formulas() async {
    let kernel = Kernel()
    for word in Self.words where word.valueOf.map(Self.notions.contains) == true {
      let results = await kernel.test("explain \(word.text)").results
      // The second line is the formula, and a line of the catalogue has a colon behind its place.
      #expect(results.count > 3 && results[1].hasPrefix("  "), "\(word.text)")
      #expect(
        results[0] != word.text || !results[1].contains(" of \(word.command): "), "\(word.text)")
    }
  }

  @Test("every number that a result has under a key or in a column has a formula")
  func everyFigure() async throws {
    let kernel = await EveryCommand.kernel()
    var names: Set<String> = []
    for (line, _) in EveryCommand.results {
      let json = await kernel.test(line + " | json")
      #expect(json.problem == nil, "\(line): \(String(describing: json.problem))")
      let value = try JSONSerialization.jsonObject(
        with: Data(try #require(json.results.last).utf8))
      collectNumbers(value, into: &names)
      for case .result(.table(let table)) in await kernel.run(line + " | table").items {
        names.formUnion(numericColumns(of: table))
      }
    }
    for line in ["show d1 | table", "show m1 | table", "show p1 | table"] {
      for case .result(.table(let table)) in await kernel.run(line).items {
        names.formUnion(numericColumns(of: table))
      }
    }
    // These come of an integration, which takes its time.
    names.formUnion(["integrated", "error", "sampling_error", "discretization_error", "power"])
    #expect(names.count > 100)
    for name in names.sorted() {
      let quoted = "explain \"\(name)\""
      let results = await kernel.test(quoted).results
      #expect(results.count >= 3, "\(name) is not explained")
    }
  }

  /// The keys of an object whose values are numbers, or lists of numbers.
  private func collectNumbers(_ value: Any, into names: inout Set<String>) {
    if let object = value as? [String: Any] {
      for (name, member) in object {
        if isNumeric(member) { names.insert(name) } else { collectNumbers(member, into: &names) }
      }
    } else if let list = value as? [Any] {
      for element in list { collectNumbers(element, into: &names) }
    }
  }

  private func isNumeric(_ value: Any) -> Bool {
    if let list = value as? [Any] { return list.first.map(isNumeric) ?? false }
    guard let number = value as? NSNumber else { return false }
    return String(cString: number.objCType) != "c"
  }

  /// The titles of columns of numbers, but for those that are named after data or posteriors.
  private func numericColumns(of table: TextPlots.Table) -> [String] {
    table.columns.indices.compactMap { column in
      let texts = table.rows.map { $0.indices.contains(column) ? $0[column] : "" }
      let numbers = texts.compactMap { Double($0) }
      guard !numbers.isEmpty, numbers.count == texts.count(where: { !["", "–"].contains($0) })
      else {
        return nil
      }
      let title = table.columns[column].title
      return title.hasPrefix("x1") || title.contains("p1") || title.contains("q1") ? nil : title
    }
  }

  @Test("a notion comes with this session's numbers: of the posterior, or of the last result")
  func numbers() async throws {
    let kernel = await EveryCommand.kernel()
    #expect(await kernel.test("explain evidence").results.contains { $0.contains("s1: -") })
    let run = await kernel.test("c1 = calibrate p1 on=d2\nexplain ece\nc1 | json")
    let text = run.results.joined(separator: " ")
    let start = try #require(text.range(of: "last result p1: ece = "))
    let working = text[start.upperBound...].prefix { $0 != "=" }
    // The formula with the numbers of the bins gives the score itself.
    let sum = try working.split(separator: "+").reduce(0.0) { sum, term in
      let parts = term.split { "/·|- ".contains($0) }.compactMap { Double($0) }
      try #require(parts.count == 4, "\(term)")
      return sum + parts[0] / parts[1] * abs(parts[2] - parts[3])
    }
    let ece = run.json.last?["ece"] as? Double ?? .nan
    #expect(abs(sum - ece) < 2e-3, "\(working) against \(ece)")
    #expect(await kernel.test("explain rows").results.contains("  d0: rows = 150") == false)
    #expect(
      await kernel.test("show d0; explain rows").results.contains { $0.contains("rows = 150") })
  }

  @Test("a name with several meanings is given all of them")
  func severalMeanings() async {
    let kernel = Kernel()
    let noise = await kernel.test("explain noise").results.joined(separator: "\n")
    #expect(noise.contains("y ~ N(f(x), σ²)"))
    #expect(noise.contains("noise= of load: the noise or spread of a generator"))
    #expect(noise.contains("+noise of predict"))
    let mean = await kernel.test("explain mean").results
    #expect(mean.filter { !$0.hasPrefix(" ") } == ["mean", "prior_mean (mean)"])
  }

  @Test("codes, symbols, columns of classes and another case are understood; unknown words are not")
  func otherWords() async throws {
    let kernel = Kernel()
    for code in ProblemCode.allCases {
      let run = await kernel.test("explain \(code.rawValue); help \(code.rawValue)")
      #expect(run.results.joined(separator: " ").contains(code.rawValue), "\(code)")
      #expect(run.problem == nil)
    }
    for word in ["λ", "σ", "T", "ECE", "p_setosa", "log lik", "R-hat", "68%", "W1"] {
      #expect(await kernel.test("explain \(word)").problem == nil, "\(word)")
    }
    let run = await kernel.test("explain evidnce")
    #expect(run.problem?.suggestions.first?.word == "evidence")
    #expect(
      await kernel.test("explain hypersteps_").problem?.suggestions.first?.word == "hypersteps")
    _ = await kernel.test("iris0 = load iris")
    let object = await kernel.test("explain iris0")
    #expect(object.problem?.remedies == ["show iris0 tells of the object"])
  }

  @Test("explain and help are completed with everything that can be explained")
  func completion() async {
    let session = await Kernel().snapshot
    let completer = Completer(catalogue: Commands.catalogue, session: session)
    func words(_ line: String) -> [String] {
      completer.completion(of: line, cursor: line.count).candidates.map(\.text)
    }
    #expect(words("explain evid").contains("evidence"))
    #expect(words("explain hyper") == ["hyperlr", "hypersteps"])
    #expect(words("explain E20").contains("E204"))
    #expect(words("help tra").contains("train"))
    let all = words("explain ")
    #expect(Set(all).count == all.count && all.count > 300)
  }
}
