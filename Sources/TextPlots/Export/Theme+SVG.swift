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
  func color(of ground: Ground) -> String {
    if let background = appearance(of: Style(on: ground)).background {
      return PaletteEntry(background).hexadecimal
    }
    switch ground {
    case .plain: return groundColor
    case .innerBand: return "#C6C6C6"
    case .outerBand: return "#E4E4E4"
    case .ramp(let ramp, let level):
      // The 24 greys of the palette, from dark to light.
      return PaletteEntry(UInt8(232 + level * 23 / (ramp.count - 1))).hexadecimal
    }
  }
}
