import Testing
import TextPlots

@Suite struct RobustnessTests {
  private static let oddities: [Double] = [
    .nan, .infinity, -.infinity, 0, -1, 1, 1e300, -1e300, 1.7e308, Double.leastNonzeroMagnitude,
    1e-300, 42, 42,
  ]

  private func number(_ random: inout SeededRandom, _ seed: UInt64) -> Double {
    switch seed % 5 {
    case 0: Self.oddities[Int(random.next() % UInt64(Self.oddities.count))]
    case 1: 42
    case 2: random.normal()
    case 3: random.normal() * 1e200
    default: Double(bitPattern: random.next())
    }
  }

  private func plots(seed: UInt64) -> [Plot] {
    var random = SeededRandom(seed: seed)
    let count = Int(random.next() % 40)
    let numbers = (0..<count).map { _ in number(&random, seed) }
    let others = (0..<count).map { _ in number(&random, seed / 5) }
    let points = zip(others, numbers).map(PlotPoint.init)
    let scales: [AxisScale] = [.linear, .log10]
    let line = LinePlot(
      title: "title", xAxis: PlotAxis("x", scale: scales[Int(seed % 2)]),
      yAxis: PlotAxis("y", scale: scales[Int(seed / 2 % 2)]),
      series: [
        Series("a long name of a series", points: points, mark: .maximum),
        Series("b", points: points.reversed(), kind: .both, mark: .minimum),
        Series("c", points: points, kind: .points),
      ],
      ribbons: [
        Ribbon("r", x: others.sorted(), lower: numbers, upper: numbers.reversed(), level: .inner),
        Ribbon(
          "s", x: others, lower: numbers, upper: others, level: seed % 3 == 0 ? .inner : .outer),
      ],
      verticalRules: numbers.prefix(2).map { .init("rule", x: $0) })
    let bars = zip(numbers, others).map { BarChart.Bar("bar 日本 \($0)", value: $0, error: $1) }
    let bins = zip(numbers, others).map {
      ReliabilityDiagram.Bin(
        low: $0, high: $1, count: Int(random.next() % 20), meanConfidence: $0, accuracy: $1,
        wilsonLow: $0, wilsonHigh: random.uniform())
    }
    let map = Heatmap(
      title: "map", xAxis: PlotAxis("x", scale: scales[Int(seed % 2)]),
      yAxis: PlotAxis("y", scale: scales[Int(seed / 2 % 2)]), valueName: "value",
      x: Array(others.prefix(9)), y: Array(numbers.prefix(7)),
      values: (0..<Int(random.next() % 80)).map { _ in number(&random, seed / 3) },
      ramp: seed.isMultiple(of: 2) ? .diverging : .sequential,
      points: [Series("points", points: points, kind: .points)],
      regions: (0..<63).map { $0 % 3 })
    return [
      .line(line), .heatmap(map), .histogram(Histogram(title: "h", label: "l", values: numbers)),
      .histogram(Histogram(groups: [.init("a", values: numbers), .init("b", values: others)])),
      .bars(BarChart(title: "bars", bars: bars)),
      .reliability(ReliabilityDiagram(title: "reliability", bins: bins, summary: ["n"])),
    ]
  }

  @Test("any data in any size gives rows of exactly the width", arguments: 0..<120)
  func widths(seed: UInt64) {
    var random = SeededRandom(seed: seed &+ 1000)
    for plot in plots(seed: seed) {
      for glyphs in GlyphLevel.allCases {
        let small = seed.isMultiple(of: 2)
        let options = PlotOptions(
          width: Int(random.next() % (small ? 24 : 150)),
          height: seed % 3 == 0 ? nil : Int(random.next() % (small ? 8 : 40)), glyphs: glyphs,
          color: seed % 4 < 2)
        let grid = plot.grid(options)
        #expect(grid.width == options.width)
        #expect(grid.height <= options.height ?? .max)
        for line in grid.lines { #expect(displayWidth(of: line) <= options.width) }
        if glyphs == .ascii, seed % 7 == 3 { _ = grid.ansiLines(theme: .dark) }
      }
      #expect(!plot.csv().isEmpty && !plot.describe().isEmpty)
      #expect(isBalanced(plot.svg(theme: .dark)))
    }
  }

  @Test("every size down to nothing works", arguments: 0...12)
  func sizes(width: Int) {
    for (_, plot) in Samples.all {
      for height in 0...12 {
        for glyphs in GlyphLevel.allCases {
          let grid = plot.grid(PlotOptions(width: width * 2, height: height, glyphs: glyphs))
          #expect(grid.width == width * 2 && grid.height <= height)
        }
      }
    }
  }

  @Test("no data is a sentence, not a frame")
  func empty() {
    let pictures: [Plot] = [
      .line(LinePlot(title: "t")), .histogram(Histogram(values: [.nan])), .bars(BarChart(bars: [])),
      .reliability(ReliabilityDiagram(bins: [])),
      .heatmap(Heatmap(x: [1, 2], y: [1], values: [.nan, .infinity])),
    ]
    for picture in pictures {
      let lines = picture.grid(PlotOptions(width: 60)).lines
      #expect(lines.count <= 2)
      #expect(lines.last?.hasPrefix("nothing to draw") == true)
    }
  }

  @Test("points without a place are counted and break the line")
  func dropped() {
    let points = [1, 0, -1, 10, .nan, 100].map { PlotPoint(x: $0, y: 1) }
    let plot = LinePlot(xAxis: PlotAxis(scale: .log10), series: [Series("", points: points)])
    #expect(plot.droppedPoints == 3)
    #expect(Histogram(values: [1, .nan, .infinity, 2]).droppedPoints == 2)
    #expect(BarChart(bars: [.init("a", value: .nan), .init("b", value: 1)]).droppedPoints == 1)
    let map = Heatmap(
      xAxis: PlotAxis(scale: .log10), x: [0, 1, 10], y: [1, 2], values: [9, 1, .nan, 9, 2, 3],
      points: [Series("", points: points, kind: .points)])
    #expect(map.droppedPoints == 3 + 3)
  }

  @Test("text in ASCII is ASCII", arguments: Samples.all.map(\.name))
  func ascii(name: String) throws {
    let plot = try #require(Samples.all.first { $0.name == name }?.plot)
    for width in [30, 70] {
      let options = PlotOptions(width: width, height: 12, glyphs: .ascii, color: false)
      let text = inASCII(plot).grid(options).lines.joined()
      #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "\(text)")
    }
  }

  /// The plot without the signs that its own texts bring along.
  private func inASCII(_ plot: Plot) -> Plot {
    guard case .line(var line) = plot else { return plot }
    line.title = "title"
    line.xAxis.label = "x"
    line.yAxis.label = "y"
    for index in line.ribbons.indices { line.ribbons[index].name = "band" }
    return .line(line)
  }
}
