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
    if let range = problem.range { lines.append("  place: \(Problem.place(range, in: source))") }
    lines.append("  meaning of \(problem.code.rawValue): \(problem.code.meaning)")
    return lines + ["  the cell ran for \(volatile(duration(cell.seconds)))"]
  }
}
