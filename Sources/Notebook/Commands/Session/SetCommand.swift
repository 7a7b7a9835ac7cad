import Parallelism

/// `set`: choices that hold for later commands.
enum SetCommand: Command {
  static let signature = CommandSignature(
    "set", summary: "choices that hold for later commands; without any, the present ones",
    parameters: [
      ParameterSignature(
        "mode",
        .choice([ChoiceSignature("plain", help: "the same as plain=on, also for later sessions")]),
        help: "plain, for a screen reader", isOptional: true)
    ],
    options: [
      OptionSignature(
        "scalar",
        .choice([
          ChoiceSignature("float", help: "single precision"),
          ChoiceSignature("double", help: "double precision"),
        ]), help: "the precision of networks made from now on"),
      OptionSignature("seed", .number(.index), help: "the seed where none is given"),
      OptionSignature("threads", .number(.count), help: "the threads of numerical work"),
      OptionSignature(
        "color",
        .choice(
          SessionSettings.ColorChoice.allCases.map { ChoiceSignature($0.rawValue, help: $0.help) }),
        help: "whether output is coloured"),
      OptionSignature(
        "glyphs",
        .choice(
          SessionSettings.GlyphChoice.allCases.map { ChoiceSignature($0.rawValue, help: $0.help) }),
        help: "the characters that plots are made of"),
      OptionSignature(
        "theme",
        .choice(
          SessionSettings.ThemeChoice.allCases.map { ChoiceSignature($0.rawValue, help: $0.help) }),
        help: "the ground that colours are chosen for"),
      OptionSignature(
        "plain",
        .choice([
          ChoiceSignature("on", help: "line by line, pictures described, tables as lists"),
          ChoiceSignature("off", help: "pictures are drawn"),
        ]), help: "whether everything is said in words; --plain and ACCESSIBLE have precedence"),
      OptionSignature(
        "table",
        .choice([
          ChoiceSignature("grid", help: "rows and columns"),
          ChoiceSignature("list", help: "a line name: value for each cell"),
        ]), help: "how tables are laid out; lists in plain mode, else grids, without it"),
      OptionSignature(
        "rerun",
        .choice([
          ChoiceSignature("manual", help: "stale cells wait for rerun stale"),
          ChoiceSignature("auto", help: "stale cells run again at once"),
        ]), help: "when stale cells run again"),
      OptionSignature(
        "pace",
        .choice([
          ChoiceSignature("work", help: "receipts say what was done"),
          ChoiceSignature("teach", help: "they also say what was assumed"),
        ]), help: "how much receipts say"),
    ],
    examples: [
      "set scalar=double seed=1", "set threads=2 color=never", "set plain", "set table=list",
      "set pace=teach",
    ])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    var settings = context.session.settings
    settings.scalar = arguments.chosen("scalar") ?? settings.scalar
    settings.seed = arguments.integer("seed").map(UInt64.init) ?? settings.seed
    settings.color = arguments.chosen("color") ?? settings.color
    settings.glyphs = arguments.chosen("glyphs") ?? settings.glyphs
    settings.theme = arguments.chosen("theme") ?? settings.theme
    settings.tables = arguments.chosen("table") ?? settings.tables
    settings.rerun = arguments.chosen("rerun") ?? settings.rerun
    if let plain = arguments.choice("plain") ?? arguments.choice("mode") {
      settings.isPlain = plain.word != "off"
    }
    if let threads = arguments.integer("threads") { ThreadBudget.use(threads: min(threads, 1024)) }
    settings.pace = arguments.chosen("pace") ?? settings.pace
    context.session.settings = settings
    return Outcome(
      receipt: "scalar=\(settings.scalar.rawValue) seed=\(settings.seed) "
        + "threads=\(volatile("\(ThreadBudget.threads)")) color=\(settings.color.rawValue) "
        + "glyphs=\(settings.glyphs.rawValue)"
        + settings.furtherChoices, output: [])
  }
}

extension SessionSettings {
  /// The choices that are not the usual ones, as they would be typed.
  fileprivate var furtherChoices: String {
    (theme == .automatic ? "" : " theme=\(theme.rawValue)")
      + (isPlain.map { " plain=\($0 ? "on" : "off")" } ?? "")
      + (tables.map { " table=\($0.rawValue)" } ?? "")
      + (rerun == .manual ? "" : " rerun=\(rerun.rawValue)")
      + (pace == .work ? "" : " pace=\(pace.rawValue)")
  }
}

extension BoundArguments {
  /// The word of a choice as a value of ours.
  fileprivate func chosen<Choice: RawRepresentable<String>>(_ name: String) -> Choice? {
    choice(name).flatMap { Choice(rawValue: $0.word) }
  }
}
