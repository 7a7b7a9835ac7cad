/// What `set` changes: choices that hold for later commands.
struct SessionSettings: Equatable, Sendable {
  /// The precision of networks made from now on.
  var scalar = ScalarKind.float
  /// The seed where a command is not given one.
  var seed: UInt64 = 0
  /// Whether output is coloured.
  var color = ColorChoice.automatic
  /// The ground that colours are chosen for.
  var theme = ThemeChoice.automatic
  /// The characters that plots are made of.
  var glyphs = GlyphChoice.braille
  /// Whether stale cells run again by themselves.
  var rerun = RerunChoice.manual

  /// When output is coloured.
  enum ColorChoice: String, CaseIterable, Sendable {
    case automatic = "auto"
    case always, never
  }

  /// The ground that colours are chosen for.
  enum ThemeChoice: String, CaseIterable, Sendable {
    case automatic = "auto"
    case dark, light
  }

  /// The characters that plots are made of.
  enum GlyphChoice: String, CaseIterable, Sendable {
    case braille, block, ascii
  }

  /// When stale cells run again.
  enum RerunChoice: String, CaseIterable, Sendable {
    case manual, auto
  }
}
