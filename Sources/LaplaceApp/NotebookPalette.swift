import Notebook
import Terminal
import TextPlots

/// How notebooks look on this terminal.
nonisolated struct NotebookPalette: Equatable {
  /// The colours.
  private(set) var theme: Theme
  /// Whether series are told apart by colour.
  private(set) var hasColors: Bool
  /// The characters of plots.
  let glyphs: GlyphLevel
  /// The characters of everything.
  let repertoire: GlyphRepertoire
  /// The theme of the terminal's background, where there are colours.
  private let usualTheme: Theme
  /// Whether a setting may not bring colours, or not take them away.
  private let isForbidden: Bool
  private let isForced: Bool

  /// The look that the terminal and the `--color` option allow.
  ///
  /// `--color` beats `NO_COLOR`, which beats `CLICOLOR_FORCE`, `CLICOLOR=0` and `set color=`; `--theme`
  /// beats `COLORFGBG`; without 256 colours series differ by dashes and markers.
  init(
    _ capabilities: TerminalCapabilities, color: String, theme: String = "auto",
    environment: [String: String]
  ) {
    let isColored = color == "always" || (color == "auto" && capabilities.colourCount > 0)
    usualTheme = Theme(rawValue: theme) ?? (environment.isLightTerminal ? .light : .dark)
    self.theme = isColored ? usualTheme : .none
    hasColors = isColored && (capabilities.colourCount >= 256 || color == "always")
    repertoire = capabilities.glyphs
    glyphs = repertoire.hasBraille ? .braille : .ascii
    isForced = color == "always"
    isForbidden = color == "never" || environment["NO_COLOR"]?.isEmpty == false
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

  /// The look after `set color=` and `set theme=`.
  func following(_ snapshot: SessionSnapshot?) -> NotebookPalette {
    guard let snapshot else { return self }
    return following(color: snapshot.colorChoice, theme: snapshot.themeChoice)
  }

  /// The look after `set color=never` or `always`, and `set theme=dark` or `light`.
  func following(color: String, theme: String) -> NotebookPalette {
    var palette = self
    if color == "never", !isForced { (palette.theme, palette.hasColors) = (.none, false) }
    if color == "always", palette.theme == .none, isForced || !isForbidden {
      (palette.theme, palette.hasColors) = (usualTheme, true)
    }
    if palette.theme != .none, let chosen = Theme(rawValue: theme), chosen != .none {
      palette.theme = chosen
    }
    return palette
  }

  /// The characters of plots that a setting chose, as far as the terminal has them.
  func glyphs(choice: String?) -> GlyphLevel {
    glyphs == .ascii ? .ascii : choice.flatMap(GlyphLevel.init) ?? glyphs
  }
}

extension [String: String] {
  /// Whether `COLORFGBG` tells of a light background.
  nonisolated fileprivate var isLightTerminal: Bool {
    guard let background = self["COLORFGBG"]?.split(separator: ";").last else { return false }
    return background == "7" || background == "15"
  }
}
