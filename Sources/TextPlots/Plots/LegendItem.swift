/// An entry of a legend: a sample of the ink and a text.
struct LegendItem: Hashable {
  var sample = ""
  var style = Style.plain
  var text: String

  var width: Int {
    displayWidth(of: text) + (sample.isEmpty ? 0 : displayWidth(of: sample) + 1)
  }

  /// The entries broken into lines of a width, three blanks between two of them.
  static func lines(_ items: [LegendItem], width: Int) -> [[LegendItem]] {
    var lines: [[LegendItem]] = []
    var used = 0
    for item in items {
      if !lines.isEmpty, used + 3 + item.width <= width {
        lines[lines.count - 1].append(item)
        used += 3 + item.width
      } else {
        lines.append([item])
        used = item.width
      }
    }
    return lines
  }

  /// Writes a line of entries; what does not fit ends in `…`.
  static func write(
    _ items: [LegendItem], isCut: Bool, glyphs: GlyphLevel, on grid: inout CellGrid, column: Int,
    row: Int
  ) {
    var place = column
    for item in items {
      if place > column { place += 3 }
      if !item.sample.isEmpty {
        place = grid.write(item.sample, column: place, row: row, style: item.style) + 1
      }
      let text = truncated(item.text, to: max(0, grid.width - place), glyphs: glyphs)
      place = grid.write(text, column: place, row: row)
    }
    if isCut {
      grid.write(String(glyphs.ellipsis), column: min(place + 1, grid.width - 1), row: row)
    }
  }
}
