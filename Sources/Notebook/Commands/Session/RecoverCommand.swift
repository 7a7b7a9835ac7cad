import TextPlots

/// `recover`: the cells of a session that was cut off.
enum RecoverCommand: Command {
  static let signature = CommandSignature(
    "recover", summary: "brings back the cells and the line of a session that was cut off",
    parameters: [
      ParameterSignature(
        "session",
        .anyOf([
          .number(.count),
          .choice([
            ChoiceSignature("list", help: "the sessions that can be brought back"),
            ChoiceSignature("discard", help: "throws one of them away"),
          ]),
        ]), help: "its number in the list; the newest without it", isOptional: true),
      ParameterSignature("discarded", .number(.count), help: "which to discard", isOptional: true),
    ],
    examples: ["recover", "recover list", "recover 2", "recover discard"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let sessions = context.journals?.deadSessions() ?? []
    let word = arguments.choice("session")?.word
    if word == "list" {
      return Outcome(output: [sessions.isEmpty ? .lines(["nothing to recover"]) : list(sessions)])
    }
    let argument = word == nil ? "session" : "discarded"
    if word == nil, let place = arguments.place(of: "discarded") {
      throw Problem(.surplusArgument, "recover takes one number.", at: place)
    }
    let number = arguments.integer(argument) ?? 1
    guard sessions.indices.contains(number - 1) else {
      throw Problem(
        .notApplicable,
        sessions.isEmpty
          ? "There is nothing to recover."
          : "There \(sessions.count == 1 ? "is 1 session" : "are \(sessions.count) sessions") to "
            + "recover.", at: arguments.place(of: argument),
        remedies: sessions.isEmpty ? [] : ["recover list"])
    }
    let session = sessions[number - 1]
    guard let claim = session.claim() else {
      throw Problem(.notApplicable, "Another session has just taken it.")
    }
    let what = "\(session.summary) from \(session.moment)"
    guard word == nil else {
      claim.removeFile()
      return Outcome(receipt: "discarded \(what)", output: [])
    }
    let hasCells = !session.content.cells.isEmpty
    return Outcome(
      receipt: "recovered \(what)" + (hasCells ? ": rerun stale runs them" : ""), output: [],
      recovered: claim)
  }

  private static func list(_ sessions: [DeadSession]) -> OutputBlock {
    .table(
      TextPlots.Table(
        columns: [
          .init("number", alignment: .right), .init("began"), .init("cells", alignment: .right),
          .init("last command"), .init("unsent line"), .init("notebook"),
        ],
        rows: sessions.enumerated().map { index, session in
          [
            "\(index + 1)", session.moment, "\(session.content.cells.count)",
            (session.content.cells.last?.source ?? "").split(separator: "\n").joined(
              separator: "; "),
            session.content.line.split(separator: "\n").joined(separator: "; "),
            session.content.notebook ?? "",
          ]
        }))
  }
}
