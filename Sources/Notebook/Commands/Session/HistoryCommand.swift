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

/// `rerun`: a cell again.
enum RerunCommand: Command {
  static let signature = CommandSignature(
    "rerun", summary: "runs a cell again; without a number, the last one",
    parameters: [ParameterSignature("cell", .cell, help: "the cell", isOptional: true)],
    examples: ["rerun @5"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let isOther = { (cell: CellRecord) in !cell.source.hasPrefix("rerun") }
    guard let number = arguments.cell("cell") ?? context.history.last(where: isOther)?.number,
      let cell = context.history.first(where: { $0.number == number })
    else {
      throw Problem(
        .unknownObject, "There is no such cell.", at: arguments.place(of: "cell"),
        remedies: ["history lists the cells"])
    }
    guard isOther(cell) else {
      throw Problem(.notApplicable, "Cell \(number) is itself a rerun.")
    }
    return Outcome(receipt: "rerun @\(number): \(cell.source)", output: [], rerun: [number])
  }
}
