import TextPlots

/// `explain`: a notion of the field, with this session's numbers.
enum ExplainCommand: Command {
  static let signature = CommandSignature(
    "explain", summary: "a notion of the field: its formula, with this session's numbers",
    parameters: [
      ParameterSignature("word", .text, help: "evidence, prior, kron, ece, …", isOptional: true)
    ], examples: ["explain evidence", "explain ece"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let word = arguments.text("word") else {
      return Outcome(output: [
        .table(
          TextPlots.Table(
            columns: [.init("word"), .init("formula")],
            rows: Explanation.all.map { [$0.name, $0.formula] }))
      ])
    }
    guard let explanation = Explanation.named(word) else {
      let words = Explanation.all.map { Suggestion($0.name) }
      throw Problem(
        .unknownChoice, "There is no explanation of '\(word)'.", at: arguments.place(of: "word"),
        suggestions: DidYouMean.suggestions(for: word, among: words),
        remedies: ["explain lists what there is"])
    }
    let posterior = try? context.posterior(nil)
    return Outcome(output: [.lines(explanation.lines(for: posterior))])
  }
}

extension Explanation {
  /// The explanation in lines: name, formula, the same with a posterior's numbers, one sentence.
  func lines(for posterior: (name: String, object: PosteriorObject)?) -> [String] {
    var lines = [name, "  \(formula)"]
    if let posterior, let numbers, let text = try? numbers(posterior.object.posterior) {
      lines.append("  \(posterior.name): \(text)")
    }
    return lines + ["  \(sentence)"]
  }
}
