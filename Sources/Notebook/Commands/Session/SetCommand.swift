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
      OptionSignature(
        "pace",
        .choice([
          ChoiceSignature("work", help: "receipts say what was done"),
          ChoiceSignature("teach", help: "they also say what was assumed"),
        ]), help: "how much receipts say"),
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
    if let pace = arguments.choice("pace").flatMap({
      SessionSettings.PaceChoice(rawValue: $0.word)
    }) {
      context.session.settings.pace = pace
    }
    let settings = context.session.settings
    return Outcome(
      receipt: "scalar=\(settings.scalar.rawValue) seed=\(settings.seed) "
        + "threads=\(volatile("\(ThreadBudget.threads)")) color=\(settings.color.rawValue) "
        + "glyphs=\(settings.glyphs.rawValue)"
        + (settings.rerun == .manual ? "" : " rerun=\(settings.rerun.rawValue)")
        + (settings.pace == .work ? "" : " pace=\(settings.pace.rawValue)"), output: [])
  }
}
