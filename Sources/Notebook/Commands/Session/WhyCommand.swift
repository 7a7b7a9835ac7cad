/// `why`: the last problem again, with all that is known about it.
enum WhyCommand: Command {
  static let signature = CommandSignature(
    "why", summary: "the last problem: its place, its meaning, and what to do", examples: ["why"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let cell = context.history.last(where: { $0.problem != nil }), let found = cell.problem
    else { return Outcome(output: [.lines(["no cell had a problem so far"])]) }
    return Outcome(output: [.lines(lines(cell, found.problem, found.source))])
  }

  private static func lines(_ cell: CellRecord, _ problem: Problem, _ source: String) -> [String] {
    var lines = problem.lines(source: source, label: "[\(cell.number)] ")
    if let range = problem.range {
      let characters = Array(source)
      let start = min(range.lowerBound, characters.count)
      let before = characters[..<start]
      let line = before.count { $0 == "\n" } + 1
      let column = start - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
      let word = String(characters[start..<min(range.upperBound, characters.count)])
      lines.append("  place: line \(line), character \(column): \(word)")
    }
    lines.append("  meaning of \(problem.code.rawValue): \(problem.code.meaning)")
    return lines + ["  the cell ran for \(volatile(duration(cell.seconds)))"]
  }
}
