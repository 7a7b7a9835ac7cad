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
  /// Whether output is in words alone; nil leaves it to how the program was started.
  var isPlain: Bool?
  /// How tables are laid out; nil leaves it to the mode.
  var tables: TableForm?
  /// Whether stale cells run again by themselves.
  var rerun = RerunChoice.manual
  /// Whether receipts say what was assumed.
  var pace = PaceChoice.work

  /// When output is coloured.
  enum ColorChoice: String, CaseIterable, Sendable {
    case automatic = "auto"
    case always, never

    /// The choice as a phrase.
    var help: String {
      switch self {
      case .automatic: "as the terminal and the environment allow"
      case .always: "coloured, unless NO_COLOR is set"
      case .never: "without colours"
      }
    }
  }

  /// The characters that plots are made of.
  enum GlyphChoice: String, CaseIterable, Sendable {
    case braille, block, ascii

    /// The choice as a phrase.
    var help: String {
      switch self {
      case .braille: "eight dots in a cell"
      case .block: "quarters of a cell, for fonts without braille"
      case .ascii: "ASCII characters alone"
      }
    }
  }

  /// The ground that colours are chosen for.
  enum ThemeChoice: String, CaseIterable, Sendable {
    case automatic = "auto"
    case dark, light

    /// The choice as a phrase.
    var help: String {
      switch self {
      case .automatic: "as COLORFGBG tells, else dark"
      case .dark: "light text on a dark ground"
      case .light: "dark text on a light ground"
      }
    }
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
