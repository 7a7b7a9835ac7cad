extension Theme {
  /// The ground of a picture.
  var groundColor: String { self == .dark ? "#1E1E1E" : "#FFFFFF" }
  /// The colour of titles and labels.
  var textColor: String { self == .dark ? "#E4E4E4" : "#000000" }

  /// The colour of an ink; the theme without colours has black alone.
  func color(of ink: Ink) -> String {
    appearance(of: Style(ink)).foreground.map { PaletteEntry($0).hexadecimal } ?? textColor
  }

  /// The colour of a band or of a ramp; greys where there are no colours.
  func color(of ground: Ground) -> String { entry(of: ground)?.hexadecimal ?? groundColor }

  /// Black or white, whichever can be read on a band or a ramp.
  func color(readableOn ground: Ground) -> String {
    entry(of: ground)?.isLight ?? (self != .dark) ? "#000000" : "#FFFFFF"
  }

  /// The entry of the palette behind a text; nothing for the ground of the picture.
  private func entry(of ground: Ground) -> PaletteEntry? {
    if let background = appearance(of: Style(on: ground)).background {
      return PaletteEntry(background)
    }
    switch ground {
    case .plain: return nil
    case .innerBand: return PaletteEntry(251)
    case .outerBand: return PaletteEntry(254)
    case .ramp(let ramp, let level):
      // The 24 greys of the palette, from dark to light.
      return PaletteEntry(UInt8(232 + level * 23 / (ramp.count - 1)))
    }
  }
}
