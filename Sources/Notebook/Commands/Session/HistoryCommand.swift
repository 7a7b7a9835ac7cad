import TextPlots

/// `history`: the cells that ran.
enum HistoryCommand: Command {
  static let signature = CommandSignature(
    "history", summary: "the cells that ran, or those that contain a text",
    parameters: [ParameterSignature("text", .text, help: "a part of a command", isOptional: true)],
    examples: ["history", "history prior"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let text = arguments.text("text") ?? ""
    let cells = context.history.filter { text.isEmpty || $0.source.contains(text) }
    guard !cells.isEmpty else { return Outcome(output: [.lines(["no cells"])]) }
    return Outcome(output: [
      .table(
        TextPlots.Table(
          columns: [
            .init("cell", alignment: .right), .init(""), .init("command"),
            .init("time", alignment: .right),
          ],
          rows: cells.map { cell in
            [
              "\(cell.number)", cell.succeeded ? "✓" : "✗",
              cell.source.split(separator: "\n").joined(separator: "; "),
              volatile(duration(cell.seconds)),
            ]
          }))
    ])
  }
}
