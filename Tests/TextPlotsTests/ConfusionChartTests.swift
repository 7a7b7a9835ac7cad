import Testing
import TextPlots

@Suite struct ConfusionChartTests {
  private let chart = ConfusionChart(
    title: "t", classes: ["cat", "dog"], counts: [[9, 1], [5, 5]])

  @Test(
    "the numbers stand in the cells, those of the diagonal in bold on the colour of their share")
  func cells() throws {
    let grid = chart.grid(PlotOptions(width: 40))
    let row = try #require((0..<grid.height).first { grid.lines[$0].hasPrefix("cat") })
    let nine = try #require((0..<40).first { grid[$0, row].character == "9" })
    // 0.9 of nine colours is the last but none, 0.1 the first.
    #expect(
      grid[nine, row].style == Style(.contrast, on: .ramp(.sequential, level: 8), bold: true))
    let one = try #require((nine + 1..<40).first { grid[$0, row].character == "1" })
    #expect(grid[one, row].style == Style(.contrast, on: .ramp(.sequential, level: 0)))
    #expect(grid.lines[row].hasSuffix("90%"))
    #expect(grid.lines.last == "14 of 20 right")
  }

  @Test("without colour a shade before the number shows the share")
  func shades() {
    let lines = chart.grid(PlotOptions(width: 40, color: false)).lines
    #expect(lines.contains { $0.contains(/cat +█ *9 +1 +90%/) })
    #expect(lines.contains { $0.contains(/dog +▒ *5 +▒ *5 +50%/) })
  }

  @Test("every size keeps to its width and says what it leaves out", arguments: 0...60)
  func sizes(width: Int) {
    let many = ConfusionChart(
      title: "many", classes: (0..<12).map { "class \($0)" },
      counts: (0..<12).map { row in (0..<12).map { $0 == row ? 120 : row } })
    for height in [nil, 0, 1, 3, 9] {
      for glyphs in GlyphLevel.allCases {
        let grid = many.grid(PlotOptions(width: width, height: height, glyphs: glyphs))
        #expect(grid.width == width && grid.height <= height ?? .max)
        #expect(grid.lines.allSatisfy { displayWidth(of: $0) <= width })
      }
    }
    guard width == 60 else { return }
    let lines = many.grid(PlotOptions(width: width)).lines
    #expect(lines.last?.contains("more columns") == true)
    #expect(many.grid(PlotOptions(width: 100, height: 9)).lines.last?.contains("more rows") == true)
  }

  @Test("rows that lack counts and classes without members do no harm")
  func odd() {
    let odd = ConfusionChart(classes: ["a", "b", "c"], counts: [[1], []])
    #expect(odd.csv().split(separator: "\n").count == 10)
    #expect(odd.csv().contains("a,a,1,1\n") && odd.csv().contains("c,c,0,0\n"))
    #expect(odd.describe().contains("c, 0 in all: none"))
    #expect(
      odd.grid(PlotOptions(width: 40)).lines.contains { $0.hasPrefix("c") && $0.hasSuffix("-") })
    #expect(
      ConfusionChart(classes: [], counts: []).grid(PlotOptions()).lines == [
        "nothing to draw: no classes"
      ])
  }

  @Test("the vector graphic has a square for each count", arguments: Theme.allCases)
  func vectorGraphic(theme: Theme) {
    let document = chart.svg(theme: theme)
    #expect(isBalanced(document))
    #expect(document.components(separatedBy: "crispEdges").count == 1 + 4)
  }
}
