/// The sign of a series' points and the sample of its line in a legend.
enum Marker {
  /// The sign of a point of a series.
  static func character(series: Int, glyphs: GlyphLevel) -> Character {
    let signs: [Character] =
      glyphs == .ascii ? ["#", "o", "*", "+", "x", "%"] : ["◆", "◇", "●", "○", "▲", "△"]
    return signs[series % signs.count]
  }

  /// Two cells that look like the line of a series.
  static func lineSample(series: Int, dashed: Bool, glyphs: GlyphLevel) -> String {
    let samples =
      glyphs == .ascii ? ["--", "- ", "..", "-."] : ["──", "╌╌", "┈┈", "─·"]
    return dashed ? samples[series % samples.count] : samples[0]
  }
}
