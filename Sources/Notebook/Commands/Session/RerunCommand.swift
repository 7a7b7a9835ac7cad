/// `rerun`: a cell again, at its place; or all cells that are stale.
enum RerunCommand: Command {
  static let signature = CommandSignature(
    "rerun", summary: "runs a cell again, or all that are stale; the last one without a number",
    parameters: [
      ParameterSignature(
        "cell",
        .anyOf([
          .cell, .choice([ChoiceSignature("stale", help: "the cells marked ~ stale, in order")]),
        ]), help: "the cell, or stale", isOptional: true)
    ],
    examples: ["rerun @5", "rerun stale"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let graph = context.graph
    if arguments.choice("cell")?.word == "stale" {
      let cells = graph.staleCells().compactMap(graph.cell).filter { !$0.isAboutCells }
      let numbers = cells.compactMap { graph.number(of: $0.id) }
      let list = numbers.map { "@\($0)" }.joined(separator: " ")
      return Outcome(
        receipt: numbers.isEmpty ? "no cell is stale" : "rerun stale: \(list)", output: [],
        rerun: numbers)
    }
    let number =
      arguments.cell("cell")
      ?? context.history.last { record in
        graph.id(of: record.number).flatMap(graph.cell).map { !$0.isAboutCells } ?? false
      }?.number
    guard let number, let cell = graph.id(of: number).flatMap(graph.cell) else {
      throw Problem(
        .unknownObject, "There is no such cell.", at: arguments.place(of: "cell"),
        remedies: ["history lists the cells"])
    }
    guard !cell.isAboutCells else {
      throw Problem(
        .notApplicable, "Cell \(number) is about other cells; there is nothing to run again.",
        at: arguments.place(of: "cell"))
    }
    return Outcome(receipt: "rerun @\(number): \(cell.source)", output: [], rerun: [number])
  }
}
