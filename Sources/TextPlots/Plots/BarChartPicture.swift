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
      truncated(chart.title, to: options.width, glyphs: options.glyphs), column: 0, row: 0,
      style: Style(.accent, bold: true))
  }

  private mutating func draw(_ bar: BarChart.Bar, row: Int) {
    grid.write(truncated(bar.label, to: labelWidth, glyphs: options.glyphs), column: 0, row: row)
    if bar.isDrawable, !canvas.isEmpty {
      drawLength(bar.value, row: row)
      drawZero(row: row)
      if let error = bar.drawableError { drawError(bar.value, error, row: row) }
    }
    let text = Self.valueText(bar, options)
    grid.write(
      truncated(text, to: max(0, options.width - canvas.upperBound - 1), glyphs: options.glyphs),
      column: canvas.upperBound + 1, row: row)
  }

  /// The column between the bars of both directions, where there are both.
  private var zeroLine: Int? {
    guard domain.lower < 0, domain.upper > 0 else { return nil }
    return Int((-domain.lower / domain.span * Double(canvas.count - 1)).rounded())
  }

  /// A place on the canvas in cells from its left edge; bars to the right start behind the line.
  private func place(_ value: Double, positive: Bool) -> Double {
    let cells = Double(canvas.count - (zeroLine == nil ? 0 : 1))
    let zero = zeroLine.map { Double(positive ? $0 + 1 : $0) } ?? (domain.lower < 0 ? cells : 0)
    return min(max(zero + value / domain.span * cells, 0), Double(canvas.count))
  }

  /// To the right of zero in eighths of a cell, to the left of it in halves: no character fills
  /// fewer eighths from the right.
  private mutating func drawLength(_ value: Double, row: Int) {
    let ends = [place(0, positive: value >= 0), place(value, positive: value >= 0)].sorted()
    let style = options.color ? Style(.series(0)) : .plain
    for column in 0..<canvas.count {
      let covered = min(ends[1], Double(column + 1)) - max(ends[0], Double(column))
      guard covered > 0 else { continue }
      let filled =
        value < 0
        ? leftward(covered) : Eighths.growing(Int((8 * covered).rounded()), ascii: isASCII)
      grid[canvas.lowerBound + column, row] = Cell(filled, style)
    }
  }

  private func leftward(_ covered: Double) -> Character {
    if covered >= 0.75 { return isASCII ? "#" : "█" }
    return covered < 0.25 || isASCII ? " " : "▐"
  }

  private mutating func drawZero(row: Int) {
    guard let zeroLine else { return }
    grid[canvas.lowerBound + zeroLine, row] = Cell(isASCII ? "|" : "│", Style(.dim))
  }

  private mutating func drawError(_ value: Double, _ error: Double, row: Int) {
    let last = canvas.count - 1
    let ends = [value - error, value + error].map { end in
      min(max(Int(place(end, positive: end >= 0)), 0), last)
    }
    for column in ends[0]...max(ends[0], ends[1]) {
      let character: Character =
        column == ends[0]
        ? (isASCII ? "[" : "├") : column == ends[1] ? (isASCII ? "]" : "┤") : (isASCII ? "-" : "─")
      grid[canvas.lowerBound + column, row] = Cell(character)
    }
  }

  private mutating func noteMissing(_ height: Int) {
    let row = grid.height - 1
    let text = "\(options.glyphs.ellipsis) \(height - row) more bars"
    grid.write(
      truncated(
        text + String(repeating: " ", count: options.width), to: options.width,
        glyphs: options.glyphs),
      column: 0, row: row, style: Style(.dim))
  }
}
