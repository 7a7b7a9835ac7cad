import Parallelism

/// `set`: choices that hold for later commands.
enum SetCommand: Command {
  static let signature = CommandSignature(
    "set", summary: "choices that hold for later commands; without any, the present ones",
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
          SessionSettings.ColorChoice.allCases.map { ChoiceSignature($0.rawValue, help: "") }),
        help: "whether output is coloured"),
      OptionSignature(
        "theme",
        .choice([
          ChoiceSignature("auto", help: "as COLORFGBG says, else dark"),
          ChoiceSignature("dark", help: "light text on a dark ground"),
          ChoiceSignature("light", help: "dark text on a light ground"),
        ]), help: "the ground that colours are for"),
      OptionSignature(
        "glyphs",
        .choice(
          SessionSettings.GlyphChoice.allCases.map { ChoiceSignature($0.rawValue, help: "") }),
        help: "the characters that plots are made of"),
      OptionSignature(
        "rerun",
        .choice([
          ChoiceSignature("manual", help: "stale cells wait for rerun stale"),
          ChoiceSignature("auto", help: "stale cells run again at once"),
        ]), help: "when stale cells run again"),
    ], examples: ["set scalar=double seed=1", "set threads=2 color=never"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    if let scalar = arguments.choice("scalar").flatMap({ ScalarKind(rawValue: $0.word) }) {
      context.session.settings.scalar = scalar
    }
    if let seed = arguments.integer("seed") { context.session.settings.seed = UInt64(seed) }
    if let threads = arguments.integer("threads") { ThreadBudget.use(threads: min(threads, 1024)) }
    if let color = arguments.choice("color").flatMap({
      SessionSettings.ColorChoice(rawValue: $0.word)
    }) {
      context.session.settings.color = color
    }
    if let theme = arguments.choice("theme").flatMap({
      SessionSettings.ThemeChoice(rawValue: $0.word)
    }) {
      context.session.settings.theme = theme
    }
    if let glyphs = arguments.choice("glyphs").flatMap({
      SessionSettings.GlyphChoice(rawValue: $0.word)
    }) {
      context.session.settings.glyphs = glyphs
    }
    if let rerun = arguments.choice("rerun").flatMap({
      SessionSettings.RerunChoice(rawValue: $0.word)
    }) {
      context.session.settings.rerun = rerun
    }
    let settings = context.session.settings
    return Outcome(
      receipt: "scalar=\(settings.scalar.rawValue) seed=\(settings.seed) "
        + "threads=\(volatile("\(ThreadBudget.threads)")) color=\(settings.color.rawValue) "
        + "glyphs=\(settings.glyphs.rawValue)"
        + (settings.theme == .automatic ? "" : " theme=\(settings.theme.rawValue)")
        + (settings.rerun == .manual ? "" : " rerun=\(settings.rerun.rawValue)"), output: [])
  }
}
