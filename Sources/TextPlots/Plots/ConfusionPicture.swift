/// A confusion matrix being drawn.
struct ConfusionPicture {
  private(set) var grid: CellGrid
  private let chart: ConfusionChart
  private let options: PlotOptions
  private let labelWidth: Int
  private let cellWidth: Int
  /// The classes that have a column.
  private let columnCount: Int
  /// The rows above the first class.
  private let top: Int

  init(_ chart: ConfusionChart, options: PlotOptions) {
    self.chart = chart
    self.options = options
    let names = chart.classes.map { displayWidth(of: $0) }
    let longest = max(4, names.max() ?? 0)
    labelWidth = min(longest, options.width / 4)
    let room = max(0, options.width - labelWidth - 1 - Self.shareWidth)
    let digits = chart.counts.joined().map { String($0).count }.max() ?? 1
    // A shade, a blank and the number, and a blank between two cells.
    let least = digits + 3
    let wished = max(least, (names.max() ?? 0) + 1)
    cellWidth = max(least, min(wished, room / chart.classes.count))
    columnCount = min(chart.classes.count, room / cellWidth)
    top = (chart.title.isEmpty ? 0 : 1) + 2
    let height = top + chart.classes.count + 1
    grid = CellGrid(width: options.width, height: min(height, options.height ?? height))
    drawHeading()
    for row in chart.classes.indices { draw(row) }
    drawFoot(height)
  }

  /// The cells of the share of a row that is right, and of the blanks before it.
  private static let shareWidth = 7

  private var left: Int { labelWidth + 1 }

  private mutating func drawHeading() {
    if !chart.title.isEmpty {
      grid.write(
        truncated(chart.title, to: options.width, glyphs: options.glyphs), column: 0, row: 0,
        style: Style(.accent, bold: true))
    }
    grid.write("true", column: 0, row: top - 1, style: Style(.dim))
    grid.write(
      truncated("predicted", to: max(0, options.width - left), glyphs: options.glyphs),
      column: left, row: top - 2, style: Style(.dim))
    for column in 0..<columnCount {
      write(chart.classes[column], column: column, row: top - 1, style: Style(.dim))
    }
    if columnCount > 0 {
      grid.write(" right", column: left + columnCount * cellWidth, row: top - 1, style: Style(.dim))
    }
  }

  /// A text at the right of a column.
  private mutating func write(_ text: String, column: Int, row: Int, style: Style) {
    let text = truncated(text, to: cellWidth - 1, glyphs: options.glyphs)
    grid.write(
      text, column: left + (column + 1) * cellWidth - displayWidth(of: text), row: row,
      style: style)
  }

  private mutating func draw(_ row: Int) {
    let line = top + row
    grid.write(
      truncated(chart.classes[row], to: labelWidth, glyphs: options.glyphs), column: 0, row: line)
    for column in 0..<columnCount { draw(row, column) }
    guard columnCount > 0 else { return }
    let share = Int((100 * chart.share(true: row, predicted: row)).rounded())
    let text = chart.total(true: row) > 0 ? "\(share)%" : "-"
    grid.write(
      text, column: left + columnCount * cellWidth + Self.shareWidth - 1 - text.count, row: line,
      style: Style(.dim))
  }

  private mutating func draw(_ row: Int, _ column: Int) {
    let count = chart.count(true: row, predicted: column)
    let share = chart.share(true: row, predicted: column)
    let start = left + column * cellWidth
    var style = Style(bold: row == column)
    if options.color {
      let level = ColorRamp.level(of: share, count: ColorRamp.sequential.count)
      style.ground = .ramp(.sequential, level: level)
      style.ink = .contrast
      for place in start + 1..<start + cellWidth {
        grid[place, top + row] = Cell(" ", Style(on: style.ground))
      }
    } else {
      let shades = ColorRamp.shades(ascii: options.glyphs == .ascii)
      let shade = shades[ColorRamp.level(of: share, count: shades.count)]
      grid[start + 1, top + row] = Cell(shade)
    }
    write(String(count), column: column, row: top + row, style: style)
  }

  /// How many are right in all, and what there was no room for.
  private mutating func drawFoot(_ height: Int) {
    let missing = [
      (chart.classes.count - columnCount, "column"), (height - grid.height, "row"),
    ].filter { $0.0 > 0 }.map { "\($0.0) more \($0.1)\($0.0 == 1 ? "" : "s")" }
    let row = grid.height - 1
    guard row >= 0 else { return }
    let parts = [chart.summary] + missing.map { "\(options.glyphs.ellipsis) \($0)" }
    let text = parts.joined(separator: "   ")
    let blanks = String(repeating: " ", count: options.width)
    grid.write(
      truncated(text, to: options.width, glyphs: options.glyphs) + blanks, column: 0, row: row,
      style: Style(.dim))
  }
}
