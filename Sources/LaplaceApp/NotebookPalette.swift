import Notebook
import Terminal
import TextPlots

/// How notebooks look on this terminal.
struct NotebookPalette: Equatable {
  /// The colours.
  private(set) var theme: Theme
  /// Whether series are told apart by colour.
  private(set) var hasColors: Bool
  /// The characters of plots.
  let glyphs: GlyphLevel
  /// The characters of everything.
  let repertoire: GlyphRepertoire

  /// The look that the terminal and the `--color` option allow.
  ///
  /// `--color` beats `NO_COLOR`, `--theme` beats `COLORFGBG`; without 256 colours series differ by dashes
  /// and markers.
  init(
    _ capabilities: TerminalCapabilities, color: String, theme: String,
    environment: [String: String]
  ) {
    let isColored = color == "always" || (color == "auto" && capabilities.colourCount > 0)
    let usual = Theme(rawValue: theme) ?? (environment.isLightTerminal ? .light : .dark)
    self.theme = isColored ? usual : .none
    hasColors = isColored && (capabilities.colourCount >= 256 || color == "always")
    repertoire = capabilities.glyphs
    glyphs = repertoire.hasBraille ? .braille : .ascii
  }

  /// The look on a screen of some colours, which knows better than the environment.
  func on(colourCount: Int) -> NotebookPalette {
    var palette = self
    palette.hasColors = hasColors && colourCount >= 256
    return palette
  }

  /// How a style looks on the screen; bold and reversed stay without colours, to show the focus.
  func appearance(of style: Style) -> Appearance {
    guard theme == .none else { return theme.appearance(of: style) }
    let coloured = Theme.dark.appearance(of: style)
    return Appearance(bold: coloured.isBold, reversed: coloured.isReversed)
  }

  /// The look after `set color=`, of which `never` takes the colours away, and `set theme=`.
  func following(_ session: SessionSnapshot) -> NotebookPalette {
    var palette = self
    if session.colorChoice == "never" {
      palette.theme = .none
      palette.hasColors = false
    } else if theme != .none, let theme = Theme(rawValue: session.themeChoice) {
      palette.theme = theme
    }
    return palette
  }
}

extension [String: String] {
  /// Whether `COLORFGBG` tells of a light background.
  fileprivate var isLightTerminal: Bool {
    guard let background = self["COLORFGBG"]?.split(separator: ";").last else { return false }
    return background == "7" || background == "15"
  }
}
