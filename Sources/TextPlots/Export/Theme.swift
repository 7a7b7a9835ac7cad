/// A set of colours that can be told apart, also by the colour-blind.
///
/// The colours are fixed entries of the palette of 256 from 16 on, since users redefine the first
/// sixteen. Text and series have a contrast of at least 4.5 on the usual grounds of their theme.
public enum Theme: String, Hashable, Sendable, CaseIterable {
  /// For light text on a dark ground.
  case dark
  /// For dark text on a light ground.
  case light
  /// No colours and no attributes.
  case none

  /// The colours and attributes of a style.
  public func appearance(of style: Style) -> Appearance {
    guard self != .none else { return .plain }
    return Appearance(
      foreground: foreground(style.ink, on: style.ground), background: background(style.ground),
      bold: style.isBold || style.ink == .accent, reversed: style.isReversed)
  }

  private func foreground(_ ink: Ink, on ground: Ground) -> UInt8? {
    switch ink {
    case .text, .accent: nil
    case .dim: choose(dark: 246, light: 241)
    case .error: choose(dark: 203, light: 160)
    case .warning: choose(dark: 215, light: 94)
    case .ok: choose(dark: 114, light: 22)
    case .series(let index): seriesColors[(index % 6 + 6) % 6]
    case .innerBand: background(.innerBand)
    case .outerBand: background(.outerBand)
    case .ramp(let ramp, let level): background(.ramp(ramp, level: level))
    case .contrast: contrast(with: ground)
    }
  }

  /// Black on light colours of a ramp and white on dark ones; elsewhere the terminal's own.
  private func contrast(with ground: Ground) -> UInt8? {
    guard case .ramp = ground, let entry = background(ground) else { return nil }
    return PaletteEntry(entry).isLight ? 16 : 231
  }

  private func background(_ ground: Ground) -> UInt8? {
    switch ground {
    case .plain: nil
    case .innerBand: choose(dark: 238, light: 252)
    case .outerBand: choose(dark: 235, light: 255)
    case .ramp(let ramp, let level): ramp.entries[min(max(level, 0), ramp.count - 1)]
    }
  }

  private var seriesColors: [UInt8] {
    self == .light ? [27, 94, 17, 52, 239, 162] : [69, 202, 194, 226, 138, 80]
  }

  private func choose(dark: UInt8, light: UInt8) -> UInt8 { self == .light ? light : dark }
}
