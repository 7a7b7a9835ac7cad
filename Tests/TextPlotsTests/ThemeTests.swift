import Foundation
import Testing
import TextPlots

/// The colours of the themes on the grounds that terminals usually have.
@Suite struct ThemeTests {
  /// Black, a dark grey, Solarized dark; white, Solarized light.
  private static let grounds: [(theme: Theme, ground: [Double])] = [
    (.dark, [0x00, 0x00, 0x00]), (.dark, [0x1E, 0x1E, 0x1E]), (.dark, [0x00, 0x2B, 0x36]),
    (.light, [0xFF, 0xFF, 0xFF]), (.light, [0xFD, 0xF6, 0xE3]),
  ]

  @Test(
    "text, signs and series have a contrast of at least 4.5 with the ground", arguments: grounds)
  func contrastWithGround(theme: Theme, ground: [Double]) throws {
    let inks: [Ink] = [.dim, .error, .warning, .ok] + (0..<6).map { .series($0) }
    for ink in inks {
      let entry = try #require(theme.appearance(of: Style(ink)).foreground)
      #expect(contrast(channels(entry), ground) >= 4.5, "\(theme) \(ink)")
    }
  }

  @Test(
    "series have a contrast of about 3 with the bands behind them", arguments: [Theme.dark, .light])
  func contrastWithBands(theme: Theme) throws {
    for band in [Ground.innerBand, .outerBand] {
      let ground = channels(try #require(theme.appearance(of: Style(on: band)).background))
      for series in 0..<6 {
        let entry = try #require(theme.appearance(of: Style(.series(series))).foreground)
        #expect(contrast(channels(entry), ground) >= 2.95, "\(theme) \(series) on \(band)")
      }
    }
  }

  @Test("no colour is one of the sixteen that users redefine")
  func fixedEntries() {
    let inks: [Ink] = [
      .text, .dim, .accent, .error, .warning, .ok, .contrast, .innerBand, .outerBand,
    ]
    for theme in Theme.allCases {
      for ink in inks + (0..<12).map({ .series($0) }) {
        for ground in [Ground.plain, .innerBand, .outerBand] {
          let look = theme.appearance(of: Style(ink, on: ground))
          #expect((look.foreground ?? 16) >= 16 && (look.background ?? 16) >= 16)
        }
      }
    }
  }

  /// The levels of red, green and blue of an entry from 16 on: a cube of 6, then greys.
  private func channels(_ entry: UInt8) -> [Double] {
    let levels = [0.0, 95, 135, 175, 215, 255]
    let place = Int(entry) - 16
    if entry >= 232 { return [Double](repeating: Double(8 + 10 * (place - 216)), count: 3) }
    return [levels[place / 36], levels[place / 6 % 6], levels[place % 6]]
  }

  /// (L₁ + 0.05) / (L₂ + 0.05) of the relative luminances, the lighter above (WCAG 2, 1.4.3).
  private func contrast(_ one: [Double], _ other: [Double]) -> Double {
    let (low, high) = (min(luminance(one), luminance(other)), max(luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
  }

  private func luminance(_ channels: [Double]) -> Double {
    let linear = channels.map { channel in
      channel / 255 <= 0.04045
        ? channel / 255 / 12.92 : pow((channel / 255 + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
