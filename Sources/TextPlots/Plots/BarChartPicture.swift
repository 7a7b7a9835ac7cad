/// A bar chart being drawn.
struct BarChartPicture {
  private(set) var grid: CellGrid
  private let chart: BarChart
  private let options: PlotOptions
  private let domain: AxisDomain
  private let labelWidth: Int
  private let canvas: Range<Int>

  init(_ chart: BarChart, options: PlotOptions) {
    self.chart = chart
    self.options = options
    domain = chart.domain
    let bars = chart.sorted
    let titleRows = chart.title.isEmpty ? 0 : 1
    let height = bars.count + titleRows
    grid = CellGrid(width: options.width, height: min(height, options.height ?? height))
    let longest = bars.map { displayWidth(of: $0.label) }.max() ?? 0
    labelWidth = min(longest, options.width / 3)
    let valueWidth = bars.map { Self.valueText($0, options).count }.max() ?? 0
    let start = labelWidth + 1
    canvas = start..<max(start, options.width - valueWidth - 1)
    if titleRows > 0 { drawTitle() }
    for (index, bar) in bars.enumerated() { draw(bar, row: index + titleRows) }
    if bars.count + titleRows > grid.height, grid.height > titleRows { noteMissing(height) }
  }

  private var isASCII: Bool { options.glyphs == .ascii }

  private static func valueText(_ bar: BarChart.Bar, _ options: PlotOptions) -> String {
    let value = NumberFormat.formatted(bar.value)
    guard let error = bar.error else { return value }
    return value + (options.glyphs == .ascii ? " +- " : " ± ")
      + NumberFormat.formatted(error, significant: 2)
  }

  private mutating func drawTitle() {
    grid.write(
      truncated(chart.title, to: options.width), column: 0, row: 0,
      style: Style(.accent, bold: true))
  }

  private mutating func draw(_ bar: BarChart.Bar, row: Int) {
    grid.write(truncated(bar.label, to: labelWidth), column: 0, row: row)
    if bar.isDrawable, !canvas.isEmpty {
      drawLength(bar.value, row: row)
      drawZero(row: row)
      if let error = bar.drawableError { drawError(bar.value, error, row: row) }
    }
    let text = Self.valueText(bar, options)
    grid.write(
      truncated(text, to: max(0, options.width - canvas.upperBound - 1)),
      column: canvas.upperBound + 1, row: row)
  }

  /// A place on the canvas in cells from its left edge.
  private func place(_ value: Double) -> Double {
    (domain.fraction(of: value) ?? 0) * Double(canvas.count)
  }

  /// To the right of zero in eighths of a cell, to the left of it in halves: no character fills
  /// fewer eighths from the right.
  private mutating func drawLength(_ value: Double, row: Int) {
    let (low, high) = (place(min(value, 0)), place(max(value, 0)))
    let style = options.color ? Style(.series(0)) : .plain
    for column in 0..<canvas.count {
      let (start, end) = (Double(column), Double(column + 1))
      let covered = min(high, end) - max(low, start)
      guard covered > 0 else { continue }
      let filled =
        value < 0 && low > start
        ? leftward(covered) : Eighths.growing(Int((8 * covered).rounded()), ascii: isASCII)
      grid[canvas.lowerBound + column, row] = Cell(filled, style)
    }
  }

  private func leftward(_ covered: Double) -> Character {
    if covered >= 0.75 { return isASCII ? "#" : "█" }
    return covered < 0.25 || isASCII ? " " : "▐"
  }

  /// Zero is marked where bars go both ways.
  private mutating func drawZero(row: Int) {
    let zero = Int(place(0))
    guard zero > 0, zero < canvas.count, domain.upper > 0,
      grid[canvas.lowerBound + zero, row].character == " "
    else { return }
    grid[canvas.lowerBound + zero, row] = Cell(isASCII ? "|" : "│", Style(.dim))
  }

  private mutating func drawError(_ value: Double, _ error: Double, row: Int) {
    let last = canvas.count - 1
    let low = min(max(Int(place(value - error)), 0), last)
    let high = min(max(Int(place(value + error)), 0), last)
    for column in low...max(low, high) {
      let character: Character =
        column == low
        ? (isASCII ? "[" : "├")
        : column == high
          ? (isASCII ? "]" : "┤") : (isASCII ? "-" : "─")
      grid[canvas.lowerBound + column, row] = Cell(character)
    }
  }

  private mutating func noteMissing(_ height: Int) {
    let row = grid.height - 1
    let text = "… \(height - row) more bars"
    grid.write(
      truncated(text + String(repeating: " ", count: options.width), to: options.width),
      column: 0, row: row, style: Style(.dim))
  }
}
