import Testing
import TextPlots

@Suite struct GoldenTests {
  @Test("pictures look as recorded", arguments: Samples.all.map(\.name), [80, 48])
  func pictures(name: String, width: Int) throws {
    let plot = try #require(Samples.all.first { $0.name == name }?.plot)
    try expectGolden(text(plot, PlotOptions(width: width)), "\(name)-\(width).txt")
  }

  @Test("without colour dashes, markers and shades tell series apart", arguments: [80, 48])
  func withoutColor(width: Int) throws {
    let options = PlotOptions(width: width, color: false)
    for name in ["evidence", "bands", "dense", "groups", "heatmap", "signed-heatmap", "confusion"] {
      let plot = try #require(Samples.all.first { $0.name == name }?.plot)
      try expectGolden(text(plot, options), "\(name)-\(width)-mono.txt")
    }
  }

  @Test("blocks and ASCII draw the same pictures", arguments: [GlyphLevel.block, .ascii])
  func plainerGlyphs(glyphs: GlyphLevel) throws {
    for (name, plot) in Samples.all {
      let options = PlotOptions(width: 80, glyphs: glyphs, color: false)
      try expectGolden(text(plot, options), "\(name)-80-\(glyphs.rawValue).txt")
    }
  }

  @Test("wide pictures name the lines at their ends")
  func wide() throws {
    try expectGolden(text(Samples.evidence, PlotOptions(width: 120)), "evidence-120.txt")
  }

  @Test("the palette appears as recorded")
  func colors() throws {
    for theme in [Theme.dark, .light] {
      let lines = Samples.bands.grid(PlotOptions(width: 80)).ansiLines(theme: theme)
      let readable = lines.joined(separator: "\n") + "\n"
      try expectGolden(readable, "bands-80-\(theme.rawValue).ansi.txt")
    }
  }

  @Test("a table is cut and shortened to the width", arguments: [100, 60, 30])
  func table(width: Int) throws {
    let lines = Samples.table.lines(width: width).map { $0 + "\n" }.joined()
    try expectGolden(lines, "table-\(width).txt")
  }

  @Test("descriptions read as recorded")
  func descriptions() throws {
    let lines = Samples.all.flatMap { ["[\($0.name)]"] + $0.plot.describe() }
    try expectGolden(lines.map { $0 + "\n" }.joined(), "descriptions.txt")
  }

  @Test("the vector graphics are the same bytes every time", arguments: Samples.all.map(\.name))
  func vectorGraphics(name: String) throws {
    let plot = try #require(Samples.all.first { $0.name == name }?.plot)
    #expect(plot.svg(theme: .light) == plot.svg(theme: .light))
    if name == "evidence" { try expectGolden(plot.svg(theme: .light), "evidence-light.svg.txt") }
  }
}
