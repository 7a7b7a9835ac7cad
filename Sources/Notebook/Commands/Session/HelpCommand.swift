import TextPlots

/// `help`: the commands, one command, or what any other word of the language means.
enum HelpCommand: Command {
  static let signature = CommandSignature(
    "help", summary: "the commands, one of them, or what an error code means",
    parameters: [
      ParameterSignature(
        "subject", .topic, help: "a command, a code, or a word that explain knows",
        isOptional: true)
    ], examples: ["help", "help grid", "help E204"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let subject = arguments.text("subject") else { return Outcome(output: overview) }
    if let command = Commands.catalogue.command(subject) {
      return Outcome(output: describe(command))
    }
    let glossary = Glossary(Commands.catalogue)
    if let entry = glossary.entry(subject) { return Outcome(output: [.lines(entry.lines())]) }
    throw Problem(
      .unknownCommand, "There is no command '\(subject)'.", at: arguments.place(of: "subject"),
      suggestions: glossary.suggestions(for: subject), remedies: ["help lists them"])
  }

  private static var overview: [OutputBlock] {
    [
      .table(
        TextPlots.Table(
          columns: [.init("command"), .init("what it does")],
          rows: Commands.catalogue.commands.map { [$0.verb, $0.summary] })),
      .lines([
        "help COMMAND explains one · explain WORD an option or a notion · a | b passes a result on",
        "name = command keeps a result · undo takes back · Tab completes · Ctrl-D leaves",
      ]),
    ]
  }

  private static func describe(_ command: CommandSignature) -> [OutputBlock] {
    let arguments = command.arguments
    let rows =
      arguments.parameters.map { ("<\($0.name)>", $0.help, $0.kind.phrase) }
      + arguments.options.map {
        ("\($0.name)=\($0.defaultText ?? "")", $0.help, $0.kind.phrase)
      }
      + arguments.flags.map {
        ($0.change, $0.help, $0.isOnByDefault ? "on unless \($0.change)" : "off")
      }
    let width = rows.map { displayWidth(of: $0.0) }.max() ?? 0
    var blocks: [OutputBlock] = [.lines([command.usage, "  \(command.summary)"])]
    blocks.append(
      .lines(
        rows.map { name, help, takes in
          let padding = String(repeating: " ", count: width - displayWidth(of: name))
          return "  \(name)\(padding)  \(help) (\(takes))"
        }))
    blocks.append(.lines(command.examples.map { "  la> \($0)" }))
    return blocks
  }
}
