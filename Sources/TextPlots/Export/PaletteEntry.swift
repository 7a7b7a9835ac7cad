/// An entry from 16 on of the palette of 256 that terminals share: a cube of 6 levels from 16 on,
/// greys from 232.
struct PaletteEntry {
  /// Red, green and blue, 0 to 255 each.
  let channels: [Int]

  init(_ entry: UInt8) {
    let levels = [0, 95, 135, 175, 215, 255]
    let index = max(0, Int(entry) - 16)
    channels =
      entry >= 232
      ? [Int](repeating: 8 + 10 * (Int(entry) - 232), count: 3)
      : [levels[index / 36], levels[index / 6 % 6], levels[index % 6]]
  }

  /// The colour as `#RRGGBB`.
  var hexadecimal: String {
    "#"
      + channels.map { channel in
        let text = String(channel, radix: 16, uppercase: true)
        return text.count == 1 ? "0" + text : text
      }.joined()
  }

  /// Whether black can be read on it better than white.
  var isLight: Bool { lightness > 55 }

  /// The lightness L*, 0 for black to 100 for white (CIE 1976, of sRGB):
  /// `116 ∛Y − 16` with the luminance Y = 0.2126 R + 0.7152 G + 0.0722 B of the linear channels.
  var lightness: Double {
    let linear = channels.map { channel in
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
    }
    let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return luminance > 216.0 / 24389
      ? 116 * power(luminance, 1.0 / 3) - 16 : luminance * 24389 / 27
  }
}
