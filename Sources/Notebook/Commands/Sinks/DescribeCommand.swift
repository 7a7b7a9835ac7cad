/// `describe`: a picture in words, with all its numbers.
enum DescribeCommand: Command {
  static let signature = CommandSignature(
    "describe", summary: "a picture in words, and its numbers: what plot shows, to be read aloud",
    parameters: PlotCommand.signature.arguments.parameters,
    options: PlotCommand.signature.arguments.options,
    flags: PlotCommand.signature.arguments.flags,
    examples: [
      "grid p1 | describe", "describe p1 spectrum", "calibrate p1 on=d2 | plot | describe",
    ],
    resultKind: .plot)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    var outcome = try PlotCommand.run(arguments, in: &context)
    guard let plot = (outcome.results.first?.object as? PlotObject)?.picture else { return outcome }
    outcome.output = [.lines(plot.describe() + (plot.isSaidInFull ? [] : plot.spokenRows))]
    return outcome
  }
}
