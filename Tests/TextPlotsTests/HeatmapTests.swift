import Foundation
import Testing
import TextPlots

@Suite struct HeatmapTests {
  /// The level of a mean among the colours of a range, written out.
  private func level(_ mean: Double, _ values: [Double], count: Int) -> Int {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    return min(Int((mean - low) / (high - low) * Double(count)), count - 1)
  }

  /// The levels of the upper and the lower half of a cell.
  private func levels(_ cell: Cell) -> [Int?] {
    func ink(_ ink: Ink) -> Int? { if case .ramp(_, let level) = ink { level } else { nil } }
    func ground(_ ground: Ground) -> Int? {
      if case .ramp(_, let level) = ground { level } else { nil }
    }
    switch cell.character {
    case "▀": return [ink(cell.style.ink), ground(cell.style.ground)]
    case "▄": return [ground(cell.style.ground), ink(cell.style.ink)]
    default: return [ground(cell.style.ground), ground(cell.style.ground)]
    }
  }

  @Test(
    "each half cell has the colour of the mean of the numbers in it",
    arguments: [(18, 16), (36, 32), (54, 16), (25, 23), (18, 40), (61, 17)], [1, 2] as [UInt64])
  func halfCells(size: (columns: Int, rows: Int), seed: UInt64) {
    // Narrower than 20 columns there is no frame: the canvas is 18 by 8 cells, 18 by 16 halves.
    let (width, halves) = (18, 16)
    var random = SeededRandom(seed: seed)
    let values = (0..<size.columns * size.rows).map { _ in random.normal() }
    let map = Heatmap(
      x: (0..<size.columns).map { 3 + 0.5 * Double($0) },
      y: (0..<size.rows).map { -7 + 2 * Double($0) }, values: values)
    // Where a half cell holds several numbers, a line above says so.
    let top = size.columns > width || size.rows > halves ? 1 : 0
    let grid = map.grid(PlotOptions(width: width, height: 10 + top))
    for half in 0..<halves {
      for column in 0..<width {
        // Place i of n lies in the middle of the i-th of n equal intervals.
        let members = values.indices.filter { index in
          let (x, y) = (index % size.columns, index / size.columns)
          return (2 * x + 1) * width / (2 * size.columns) == column
            && halves - 1 - (2 * y + 1) * halves / (2 * size.rows) == half
        }
        guard !members.isEmpty else { continue }
        let mean = members.reduce(0) { $0 + values[$1] } / Double(members.count)
        let shown = levels(grid[column, top + half / 2])[half % 2]
        #expect(shown == level(mean, values, count: 9), "column \(column), half row \(half)")
      }
    }
  }

  @Test("fewer numbers than half cells fill equal parts of the canvas")
  func equalParts() {
    let map = Heatmap(x: [0, 1, 2], y: [0, 1], values: [0, 1, 2, 3, 4, 5])
    let grid = map.grid(PlotOptions(width: 18, height: 10))
    for row in 0..<8 {
      for column in 0..<18 {
        let value = Double(column / 6 + (row < 4 ? 3 : 0))
        let expected = level(value, [0, 5], count: 9)
        #expect(levels(grid[column, row]) == [expected, expected])
      }
    }
  }

  @Test("numbers that are missing stay blank and are counted", arguments: [true, false])
  func missing(color: Bool) {
    let map = Heatmap(x: [0, 1, 2], y: [0, 1], values: [3, .nan, 2, 1, .infinity, 2])
    let grid = map.grid(PlotOptions(width: 18, height: 10, color: color))
    #expect(map.droppedPoints == 2)
    for row in 0..<8 { for column in 6..<12 { #expect(grid[column, row] == .blank) } }
    #expect(map.describe().last == "2 values not shown")
    let half = Heatmap(x: [0], y: [0, 1], values: [1, .nan]).grid(PlotOptions(width: 18, height: 3))
    #expect(half.height == 3)
  }

  @Test("without colour the shades rise with the numbers", arguments: [GlyphLevel.braille, .ascii])
  func shades(glyphs: GlyphLevel) {
    let map = Heatmap(x: [0, 1, 2, 3, 4, 5], y: [0], values: [0, 1, 2, 3, 4, 5])
    let grid = map.grid(PlotOptions(width: 18, height: 4, glyphs: glyphs, color: false))
    let line = String(grid.row(0).compactMap(\.character))
    #expect(line == (glyphs == .ascii ? "   ...:::***######" : "   ░░░▒▒▒▓▓▓██████"))
  }

  @Test("on logarithmic axes equal ratios take equal parts")
  func logarithmicAxes() {
    let values = (0..<36).map { Double($0 * 7 % 36) }
    let exponents = (0..<6).map { Double($0 - 3) }
    let powers = exponents.map { pow(10, $0) }
    let linear = Heatmap(x: exponents, y: exponents, values: values)
    let logarithmic = Heatmap(
      xAxis: PlotAxis(scale: .log10), yAxis: PlotAxis(scale: .log10), x: powers, y: powers,
      values: values)
    let options = PlotOptions(width: 18, height: 12)
    #expect(linear.grid(options) == logarithmic.grid(options))
    let framed = logarithmic.grid(PlotOptions(width: 60, height: 16)).lines.joined()
    for label in ["10⁻³", "10⁰", "10²"] { #expect(framed.contains(label)) }
  }

  @Test("the places may come in any order")
  func order() {
    let map = Heatmap(x: [0, 1, 2], y: [5, 6], values: [0, 1, 2, 3, 4, 5])
    let shuffled = Heatmap(x: [2, 0, 1], y: [6, 5], values: [5, 3, 4, 2, 0, 1])
    let options = PlotOptions(width: 60, height: 14)
    #expect(map.grid(options) == shuffled.grid(options))
    #expect(map.svg(theme: .dark) == shuffled.svg(theme: .dark))
  }

  @Test("the middle of a diverging ramp is 0")
  func diverging() {
    let map = Heatmap(x: [0, 1, 2], y: [0], values: [-1, 0, 4], ramp: .diverging)
    let grid = map.grid(PlotOptions(width: 18, height: 4))
    // -1 lies at 3/8 of -4...4.
    #expect([0, 6, 12].map { levels(grid[$0, 0])[0] } == [4, 5, 10])
  }

  @Test("a wished range cuts off what lies beyond")
  func wishedRange() {
    let map = Heatmap(x: [0, 1, 2], y: [0], values: [-1e300, 0.5, 1e300], range: 0...1)
    let grid = map.grid(PlotOptions(width: 18, height: 4))
    #expect([0, 6, 12].map { levels(grid[$0, 0])[0] } == [0, 4, 8])
  }

  @Test("the colours are those of the ramps, and signs on them are black or white by lightness")
  func palette() {
    let sequential: [UInt8] = [17, 54, 25, 27, 30, 36, 41, 148, 220]
    let diverging: [UInt8] = [88, 130, 172, 215, 223, 231, 189, 146, 103, 54, 17]
    for theme in [Theme.dark, .light] {
      for (ramp, entries) in [(ColorRamp.sequential, sequential), (.diverging, diverging)] {
        for (level, entry) in entries.enumerated() {
          let ground = Ground.ramp(ramp, level: level)
          #expect(theme.appearance(of: Style(on: ground)).background == entry)
          #expect(theme.appearance(of: Style(.ramp(ramp, level: level))).foreground == entry)
        }
      }
      // L* is 7 24 40 46 51 | 64 76 81 87.
      let signs = sequential.indices.map {
        theme.appearance(of: Style(.contrast, on: .ramp(.sequential, level: $0))).foreground
      }
      #expect(signs == [231, 231, 231, 231, 231, 16, 16, 16, 16])
      #expect(theme.appearance(of: Style(.contrast)).foreground == nil)
    }
    let style = Style(.contrast, on: .ramp(.diverging, level: 3))
    #expect(Theme.none.appearance(of: style) == .plain)
  }

  @Test("points keep the colour under them, and a line runs between regions")
  func overlays() {
    var map = Heatmap(
      x: [0, 1], y: [0, 1], values: [0, 1, 0, 1],
      points: [Series("a", points: [PlotPoint(x: 1, y: 0)], kind: .points)])
    let options = PlotOptions(width: 18, height: 6)
    let grid = map.grid(options)
    // Three quarters from the left; a quarter from below is where the second row of four begins.
    #expect(grid[13, 2] == Cell("◆", Style(.contrast, on: .ramp(.sequential, level: 8))))
    map.regions = [0, 1, 0, 1]
    let divided = map.grid(options)
    for row in 0..<4 {
      for column in 0..<18 where grid[column, row].character != "◆" {
        // The last column of dots of the left half.
        #expect(divided[column, row].character == (column == 8 ? "⢸" : " "))
        #expect(divided[column, row].style.ground == grid[column, row].style.ground)
      }
    }
  }

  @Test("every row is exactly as wide and the picture as high as asked", arguments: 13...100)
  func sizes(width: Int) {
    for plot in [Samples.heatmap, Samples.signedHeatmap] {
      for color in [true, false] {
        let grid = plot.grid(PlotOptions(width: width, height: 6 + width % 20, color: color))
        #expect(grid.width == width && grid.height == 6 + width % 20)
        #expect(grid.lines.allSatisfy { displayWidth(of: $0) <= width })
      }
    }
  }

  @Test("the bar beside the map names both ends and the middle")
  func bar() {
    let map = Heatmap(
      title: "t", xAxis: PlotAxis("x"), x: [0, 1], y: [0, 1], values: [0, 0.25, 0.75, 1])
    let lines = map.grid(PlotOptions(width: 60, height: 16)).lines
    #expect(lines[1].hasSuffix(" 1"))
    #expect(lines.dropFirst(2).contains { $0.hasSuffix(" 0.5") })
    #expect(lines.dropFirst(8).contains { $0.hasSuffix(" 0") })
    let far = Heatmap(x: [0, 1], y: [0], values: [1000.0001, 1000.0002])
    #expect(far.grid(PlotOptions(width: 60)).lines.joined().contains("1000.0001"))
  }

  @Test("it says where a half cell is a mean")
  func meansAreNamed() {
    func text(_ count: Int) -> String {
      let places = (0..<count).map(Double.init)
      let map = Heatmap(
        title: "t", x: places, y: places, values: (0..<count * count).map(Double.init))
      return map.grid(PlotOptions(width: 60, height: 16)).lines.joined()
    }
    #expect(!text(10).contains("means of"))
    // 100 numbers on fewer than 60 columns and on 22 half rows: at most 3 by 4.
    #expect(text(100).contains("colour: means of up to 12"))
  }

  @Test("the table of the numbers gives them back")
  func csv() {
    var random = SeededRandom(seed: 4)
    let (x, y) = ([0.1, 1e-7, 3], [5.0, -2])
    let values = (0..<6).map { $0 == 2 ? Double.nan : random.normal() }
    let lines = Heatmap(x: x, y: y, values: values).csv().split(separator: "\n")
    #expect(lines.first == "x,y,value")
    let rows = lines.dropFirst().map { $0.split(separator: ",").map { Double($0) ?? .infinity } }
    #expect(rows.count == 6)
    for (index, row) in rows.enumerated() {
      #expect(row[0] == x[index % 3] && row[1] == y[index / 3])
      #expect(row[2] == values[index] || row[2].isNaN && values[index].isNaN)
    }
  }

  @Test("the vector graphic joins runs of one colour")
  func vectorGraphic() {
    let map = Heatmap(x: [0, 1, 2, 3], y: [0, 1], values: [0, 0, 9, 9, 9, 9, 9, .nan])
    let document = map.svg(theme: .dark)
    #expect(isBalanced(document))
    let fills = document.components(separatedBy: "<rect ").dropFirst(2)
    // Three runs, then the nine colours of the bar.
    #expect(fills.count == 3 + 9)
    let runs = fills.prefix(3).map { $0.contains("#00005F") ? "low" : "high" }
    #expect(runs == ["low", "high", "high"])
    #expect(fills.prefix(3).last?.contains("width=\"390\"") == true)
  }
}
