import Notebook
import Testing
import TextPlots

@Suite struct PlotViewTests {
  /// Two parabolas over the decades of x, the first with its top marked.
  private let plot = Plot.line(
    LinePlot(
      title: "two", xAxis: PlotAxis("λ", scale: .log10), yAxis: PlotAxis("y"),
      series: [
        Series(
          "one",
          points: (-3...3).map { PlotPoint(x: decade($0), y: -Double($0 * $0)) }, mark: .maximum),
        Series("other", points: (-3...3).map { PlotPoint(x: decade($0), y: Double($0)) }),
      ]))

  private static func decade(_ power: Int) -> Double {
    (0..<abs(power)).reduce(1.0) { value, _ in power < 0 ? value / 10 : value * 10 }
  }

  private func view(_ keys: ViewKey...) -> PlotView {
    var view = PlotView(plot)
    for key in keys { _ = view.handle(key) }
    return view
  }

  private func lines(_ view: PlotView) throws -> LinePlot {
    guard case .line(let plot) = view.plot else { throw NoLines() }
    return plot
  }

  private struct NoLines: Error {}

  @Test("the cursor begins at the marked point and reads out every curve there")
  func readout() {
    #expect(view().readout.hasPrefix("one 0 at λ 1 (4 of 7)"))
    #expect(view(.right, .right).readout.hasPrefix("one -4 at λ 100 (6 of 7)"))
    #expect(view(.right, .right).readout.contains("other 2"))
    #expect(view(.end, .right).readout.contains("(7 of 7)"))
    #expect(view(.home, .left).readout.contains("(1 of 7)"))
    #expect(view(.right, .down).readout.hasPrefix("other 1 at λ 10"))
  }

  @Test("zooming keeps the cursor in view, all of it comes back, and the window follows")
  func zoom() throws {
    let near = try lines(view(.character("+")))
    let range = try #require(near.xAxis.range)
    #expect(range.contains(1) && range.upperBound < 1000 && range.lowerBound > 1e-3)
    #expect(try lines(view(.character("+"), .character("0"))).xAxis.range == nil)
    #expect(try lines(view(.character("+"), .character("-"))).xAxis.range == nil)
    let moved = try lines(view(.character("+"), .character("+"), .end))
    #expect(try #require(moved.xAxis.range).upperBound > 999)
  }

  @Test("curves are hidden by their number and axes change between linear and logarithmic")
  func changing() throws {
    #expect(try lines(view(.character("2"))).series[1].points.isEmpty)
    #expect(try !lines(view(.character("2"), .character("2"))).series[1].points.isEmpty)
    #expect(try lines(view(.character("x"))).xAxis.scale == .linear)
    #expect(try lines(view(.character("y"))).yAxis.scale == .log10)
    let bars = PlotView(.bars(BarChart(title: "b", bars: [.init("a", value: 1)])))
    var other = bars
    _ = other.handle(.character("x"))
    #expect(other.readout.contains("only curves"))
    #expect(other.plot == bars.plot)
  }

  @Test("the numbers go on with the cursor where they are too many for the screen")
  func numbers() {
    var long = PlotView(
      .line(
        LinePlot(
          series: [Series("s", points: (0..<90).map { PlotPoint(x: Double($0), y: 0.5) })])))
    for key in [ViewKey.character("t"), .end] { _ = long.handle(key) }
    let shown = long.grid(width: 60, height: 20, glyphs: .braille, color: false).lines
    #expect(shown.contains { $0.contains(" 89 ") || $0.hasSuffix("89") || $0.contains("89  ") })
  }

  @Test(
    "the view is as large as the screen",
    arguments: [(80, 24), (200, 60), (40, 12), (20, 5), (19, 4), (1, 1), (0, 0)])
  func sizes(width: Int, height: Int) {
    for view in [view(), view(.character("t")), view(.character("+"), .character("1"))] {
      let grid = view.grid(width: width, height: height, glyphs: .ascii, color: false)
      #expect(grid.width == width && grid.height == height)
    }
  }

  @Test("panes stand where there is room, and the focus is marked")
  func panes() {
    var state = ScreenState()
    state.pieces = [CellGrid(width: 40, height: 3), CellGrid(width: 40, height: 40)]
    state.objects = [ObjectFact("p1", .posterior, label: "full ggn")]
    state.panePlot = OutputBlock.plot(plot).grid(RenderingOptions(width: 48, plotHeight: 20))
    state.focus = 1
    for (width, isSplit, hasPane, hasList) in [
      (80, true, false, false), (120, true, true, false), (120, false, false, false),
      (200, true, true, true),
    ] {
      state.isSplit = isSplit
      let layout = ScreenLayout(width: width, height: 40, isSplit: isSplit)
      #expect((layout.paneColumns > 0) == hasPane && (layout.objectColumns > 0) == hasList)
      let lines = state.screen(width: width, height: 40).grid.lines
      #expect(lines.contains { $0.contains("one") } == hasPane)
      #expect(lines.contains { $0.contains("objects") } == hasList)
      #expect(lines.contains { $0.contains("▌") })
      // The first row of the piece in focus is in view wherever the scroll began.
      for scroll in [0, 20, 1000] {
        state.scroll = scroll
        let found = state.scroll(showing: 1, layout)
        let hidden = state.contentRows - layout.bodyRows
        #expect(hidden - min(found, hidden) <= 3)
      }
    }
  }
}
