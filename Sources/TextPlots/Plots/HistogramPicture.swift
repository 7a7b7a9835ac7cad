/// A histogram being drawn.
struct HistogramPicture {
  private(set) var grid: CellGrid
  private let histogram: Histogram
  private let bins: HistogramCounts
  private let options: PlotOptions
  private let rows: RowPlan
  private let yAxis: Axis
  private let left: Int
  private let hasFrame: Bool
  private let top: Double

  init(_ histogram: Histogram, counts: HistogramCounts, options: PlotOptions) {
    self.histogram = histogram
    self.options = options
    bins = counts
    let legend = Self.legend(histogram, options)
    let lines = LegendItem.lines(legend, width: max(1, options.width - 12))
    rows = RowPlan(
      height: options.inlineHeight, title: !histogram.title.isEmpty, legend: lines.count,
      label: !histogram.label.isEmpty || !counts.labels.note.isEmpty)
    top = Double(max(1, counts.counts.joined().max() ?? 1))
    let domain = AxisDomain([0, top]) ?? .unit
    yAxis = Axis(domain, length: rows.canvas, direction: .vertical, glyphs: options.glyphs)
    hasFrame = rows.axis > 0 && options.width >= 20
    left = hasFrame ? AxisFrame.gutter(labels: yAxis.ticks.map(\.label)) : 0
    grid = CellGrid(width: options.width, height: rows.height)
    drawBars()
    if hasFrame { drawFrame() }
    drawHeading(lines)
  }

  private static func legend(_ histogram: Histogram, _ options: PlotOptions) -> [LegendItem] {
    histogram.groups.enumerated().filter { !$0.element.name.isEmpty }.map { index, group in
      LegendItem(
        sample: String(solid(group: index, options)), style: style(group: index, options),
        text: "\(group.name) (\(Histogram.drawn(group.values).count))")
    }
  }

  private static func style(group: Int, _ options: PlotOptions) -> Style {
    options.color ? Style(.series(group)) : .plain
  }

  /// The character of a full cell; without colour the groups differ by shade.
  private static func solid(group: Int, _ options: PlotOptions) -> Character {
    let ascii: [Character] = ["#", "o", "*", "+"]
    let shades: [Character] = ["█", "▒", "░", "▓"]
    if options.glyphs == .ascii { return ascii[group % 4] }
    return options.color ? "█" : shades[group % 4]
  }

  private var groupCount: Int { bins.counts.count }

  /// The cells of a bin: at least one for each group, and a gap where there is room.
  private var binWidth: Int {
    let binCount = max(1, bins.edges.count - 1)
    return max(groupCount, min((options.width - left) / binCount, 12))
  }

  private var gap: Int { binWidth > groupCount ? 1 : 0 }

  private mutating func drawBars() {
    for (group, counts) in bins.counts.enumerated() {
      for (bin, count) in counts.enumerated() where count > 0 {
        drawBar(count: count, bin: bin, group: group)
      }
    }
  }

  /// A value that occurs at all shows at least an eighth.
  private mutating func drawBar(count: Int, bin: Int, group: Int) {
    let exact = Double(count) / top * Double(8 * rows.canvas)
    let eighths = max(1, Int(exact.rounded()))
    let inside = binWidth - gap
    let columns = inside * group / groupCount..<inside * (group + 1) / groupCount
    for row in 0..<rows.canvas {
      let filled = eighths - 8 * (rows.canvas - 1 - row)
      guard filled > 0 else { continue }
      let cell = Cell(character(filled, group: group), Self.style(group: group, options))
      for column in columns { grid[left + bin * binWidth + column, rows.top + row] = cell }
    }
  }

  private func character(_ eighths: Int, group: Int) -> Character {
    let isShaded = group > 0 && !options.color
    if eighths >= 8 || isShaded { return Self.solid(group: group, options) }
    return Eighths.rising(eighths, ascii: options.glyphs == .ascii)
  }

  private mutating func drawFrame() {
    let columns = labelledEdges()
    let height = Double(rows.canvas)
    let counts = yAxis.ticks.map { tick in
      let row = Int((height - tick.value / top * height).rounded())
      return (row: min(max(row, 0), rows.canvas - 1), label: tick.label)
    }
    var frame = AxisFrame(
      rows: counts, columns: columns, tick: "┬", ascii: options.glyphs == .ascii)
    frame.minorColumns = bins.edges.indices.map { $0 * binWidth }.filter { left + $0 < grid.width }
    frame.minorTick = "┬"
    let used = min(binWidth * (bins.edges.count - 1), options.width - left)
    frame.draw(
      on: &grid, left: left, top: rows.top, width: min(used + 1, options.width - left),
      height: rows.canvas)
    guard rows.label > 0 else { return }
    let title = PlotAxis(histogram.label).title(note: bins.labels.note)
    let text = truncated(title, to: options.width - left, glyphs: options.glyphs)
    let column = left + max(0, (used - displayWidth(of: text)) / 2)
    grid.write(text, column: column, row: rows.height - 1, style: Style(.dim))
  }

  /// Every m-th edge, so that the labels keep two blanks apart.
  private func labelledEdges() -> [(column: Int, label: String)] {
    let longest = bins.labels.texts.map(\.count).max() ?? 0
    let step = (longest + 2 + binWidth - 1) / binWidth
    return bins.edges.indices.filter { $0.isMultiple(of: step) }
      .map { (column: $0 * binWidth, label: bins.labels.texts[$0]) }
      .filter { left + $0.column < grid.width }
  }

  private mutating func drawHeading(_ legend: [[LegendItem]]) {
    if rows.title > 0 {
      grid.write(
        truncated(histogram.title, to: options.width - left, glyphs: options.glyphs), column: left,
        row: 0,
        style: Style(.accent, bold: true))
    }
    for row in 0..<rows.legend {
      LegendItem.write(
        legend[row], isCut: row == rows.legend - 1 && legend.count > row + 1,
        glyphs: options.glyphs, on: &grid,
        column: left, row: rows.title + row)
    }
  }
}
