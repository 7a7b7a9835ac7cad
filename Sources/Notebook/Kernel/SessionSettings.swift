/// What `set` changes: choices that hold for later commands.
struct SessionSettings: Equatable, Sendable {
  /// The precision of networks made from now on.
  var scalar = ScalarKind.float
  /// The seed where a command is not given one.
  var seed: UInt64 = 0
  /// Whether output is coloured.
  var color = ColorChoice.automatic
  /// The characters that plots are made of.
  var glyphs = GlyphChoice.braille
  /// Whether stale cells run again by themselves.
  var rerun = RerunChoice.manual
  /// Whether receipts say what was assumed.
  var pace = PaceChoice.work

  /// When output is coloured.
  enum ColorChoice: String, CaseIterable, Sendable {
    case automatic = "auto"
    case always, never
  }

  /// The characters that plots are made of.
  enum GlyphChoice: String, CaseIterable, Sendable {
    case braille, block, ascii
  }

  /// Whether receipts say what was assumed.
  enum PaceChoice: String, CaseIterable, Sendable {
    case work, teach
  }

  /// When stale cells run again.
  enum RerunChoice: String, CaseIterable, Sendable {
    case manual, auto
  }
}
