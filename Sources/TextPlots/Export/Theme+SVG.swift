extension Theme {
  /// The ground of a picture.
  var groundColor: String { self == .dark ? "#1E1E1E" : "#FFFFFF" }
  /// The colour of titles and labels.
  var textColor: String { self == .dark ? "#E4E4E4" : "#000000" }

  /// The colour of an ink; the theme without colours has black alone.
  func color(of ink: Ink) -> String {
    appearance(of: Style(ink)).foreground.map(Self.hexadecimal) ?? textColor
  }

  /// The colour of a band; greys where there are no colours.
  func color(of ground: Ground) -> String {
    if let background = appearance(of: Style(on: ground)).background {
      return Self.hexadecimal(background)
    }
    switch ground {
    case .plain: return groundColor
    case .innerBand: return "#C6C6C6"
    case .outerBand: return "#E4E4E4"
    }
  }

  /// The colour of an entry of the palette of 256: a cube of 6 levels from 16 on, greys from 232.
  private static func hexadecimal(_ entry: UInt8) -> String {
    let levels = [0, 95, 135, 175, 215, 255]
    let index = max(0, Int(entry) - 16)
    let channels =
      entry >= 232
      ? [Int](repeating: 8 + 10 * (Int(entry) - 232), count: 3)
      : [levels[index / 36], levels[index / 6 % 6], levels[index % 6]]
    return "#"
      + channels.map { channel in
        let text = String(channel, radix: 16, uppercase: true)
        return text.count == 1 ? "0" + text : text
      }.joined()
  }
}
