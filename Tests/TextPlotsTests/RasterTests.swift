import Testing
import TextPlots

@Suite struct RasterTests {
  private func noise(_ seed: UInt64, count: Int, width: Double, height: Double) -> [DotPoint] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { index in
      DotPoint(
        Double(index) / Double(count - 1) * width, random.uniform(-0.3 * height...1.3 * height))
    }
  }

  @Test(
    "the reduced line covers the dots of the whole line", arguments: 0..<20, GlyphLevel.allCases)
  func reductionIsExact(seed: UInt64, glyphs: GlyphLevel) {
    let points = noise(seed, count: 3000, width: 79, height: 40)
    let reduced = downsampled(points)
    #expect(reduced.count <= 4 * 80)
    var whole = DotLayer(width: 40, height: 10, glyphs: glyphs)
    var quick = whole
    whole.draw(points)
    quick.draw(reduced)
    #expect(whole == quick)
  }

  @Test("a clipped segment lies inside and on the segment", arguments: 0..<50)
  func clipping(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let p = DotPoint(random.uniform(-50...100), random.uniform(-50...100))
      let q = DotPoint(random.uniform(-50...100), random.uniform(-50...100))
      let samples = (0...1000).map { step in
        let t = Double(step) / 1000
        return DotPoint(p.x + t * (q.x - p.x), p.y + t * (q.y - p.y))
      }
      let inside = samples.filter { (0...40).contains($0.x) && (0...30).contains($0.y) }
      guard let (a, b) = clipped(p, q, width: 40, height: 30) else {
        #expect(inside.isEmpty)
        continue
      }
      for end in [a, b] {
        #expect((0...40).contains(end.x) && (0...30).contains(end.y))
        let cross = (end.x - p.x) * (q.y - p.y) - (end.y - p.y) * (q.x - p.x)
        #expect(abs(cross) < 1e-6)
      }
      let xs = min(a.x, b.x) - 1e-9...max(a.x, b.x) + 1e-9
      #expect(inside.allSatisfy { xs.contains($0.x) })
    }
  }

  @Test("dashes leave gaps of the stated lengths")
  func dashes() {
    var layer = DotLayer(width: 20, height: 1, glyphs: .braille)
    layer.draw([DotPoint(0, 0), DotPoint(39, 0)], lengths: [5, 4])
    let dots = (0..<40).map { layer[$0 / 2, 0] & (1 << UInt8($0 % 2)) != 0 }
    #expect(dots == (0..<40).map { $0 % 9 < 5 })
  }

  @Test("a line of two points is drawn from end to end")
  func ends() {
    let plot = LinePlot(series: [Series("", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)])])
    let lines = plot.grid(PlotOptions(width: 10, height: 4)).lines
    #expect(lines.count == 4)
    #expect(lines[3].first != " " && lines[0].count == 10)
  }

  @Test("a cloud of more than three points to a dot is drawn in shades, and the legend says so")
  func density() {
    var random = SeededRandom(seed: 1)
    let points = (0..<20_000).map { _ in PlotPoint(x: random.normal(), y: random.normal()) }
    let plot = LinePlot(series: [Series("cloud", points: points, kind: .points)])
    let text = plot.grid(PlotOptions(width: 40, height: 12)).lines.joined()
    #expect(text.contains("█") && text.contains("░") && text.contains("few to many"))
    let few = LinePlot(series: [Series("cloud", points: Array(points.prefix(500)), kind: .points)])
    #expect(!few.grid(PlotOptions(width: 40, height: 12)).lines.joined().contains("█"))
  }

  @Test("a seventh line is left out, and the legend says so")
  func tooManyLines() {
    let series = (0..<8).map { index in
      Series("s\(index)", points: [PlotPoint(x: 0, y: Double(index)), PlotPoint(x: 1, y: 0)])
    }
    let lines = LinePlot(series: series).grid(PlotOptions(width: 110)).lines
    #expect(lines.joined().contains("(2 more lines not shown)"))
    #expect(!lines.joined().contains("s6"))
  }
}
