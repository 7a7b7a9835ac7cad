/// A reliability diagram being drawn.
struct ReliabilityPicture {
  private(set) var grid: CellGrid
  private let diagram: ReliabilityDiagram
  private let options: PlotOptions
  private let x: Axis
  private let y: Axis
  private let left: Int
  private let top: Int

  /// The rows of the square at full size; it has twice as many columns, so dots are square.
  private static let fullHeight = 15

  init(_ diagram: ReliabilityDiagram, options: PlotOptions) {
    self.diagram = diagram
    self.options = options
    top = diagram.title.isEmpty ? 0 : 1
    let hasFrame = options.width >= 20 && options.height ?? .max >= top + 6
    left = hasFrame ? 5 : 0
    let frameRows = hasFrame ? 3 : 0
    let room = (options.height ?? .max) - top - frameRows
    let height = max(0, min(Self.fullHeight, room, (options.width - left) / 2))
    x = Axis(.unit, length: 2 * height, direction: .horizontal, glyphs: options.glyphs)
    y = Axis(.unit, length: height, direction: .vertical, glyphs: options.glyphs)
    let tableColumn = left + x.length + 1
    let isBeside = options.width - tableColumn >= ReliabilityTable.width
    let tableWidth = isBeside ? options.width - tableColumn : options.width
    let table = ReliabilityTable(diagram, width: tableWidth, ascii: options.glyphs == .ascii)
    let below = top + height + frameRows
    let total = isBeside ? max(below, top + table.lines.count + 1) : below + table.lines.count + 1
    grid = CellGrid(width: options.width, height: min(total, options.height ?? total))
    drawTitle()
    drawDiagonal()
    drawBins()
    if hasFrame { drawFrame() }
    write(table.lines, column: isBeside ? tableColumn : 0, row: isBeside ? top + 1 : below + 1)
  }

  private var isASCII: Bool { options.glyphs == .ascii }

  private mutating func drawTitle() {
    guard top > 0 else { return }
    grid.write(
      truncated(diagram.title, to: options.width - left, glyphs: options.glyphs), column: left,
      row: 0,
      style: Style(.accent, bold: true))
  }

  /// Where confidence and accuracy agree.
  private mutating func drawDiagonal() {
    var layer = DotLayer(width: x.length, height: y.length, glyphs: options.glyphs)
    guard let ends = dot(0, 0).flatMap({ start in dot(1, 1).map { [start, $0] } }) else { return }
    layer.draw(ends, dash: .dotted)
    for row in 0..<y.length {
      for column in 0..<x.length where layer[column, row] != 0 {
        let character = options.glyphs.character(for: layer[column, row])
        grid[left + column, top + row] = Cell(character, Style(.dim))
      }
    }
  }

  private func dot(_ confidence: Double, _ accuracy: Double) -> DotPoint? {
    guard let x = x.dot(of: confidence), let y = y.dot(of: accuracy) else { return nil }
    return DotPoint(x, y)
  }

  /// The accuracy of each bin with its interval; a bin of few predictions has a hollow marker.
  private mutating func drawBins() {
    let style = options.color ? Style(.series(0)) : .plain
    for bin in diagram.drawnBins {
      guard let column = x.cell(of: bin.meanConfidence), let row = y.cell(of: bin.accuracy) else {
        continue
      }
      if let high = y.cell(of: bin.wilsonHigh), let low = y.cell(of: bin.wilsonLow), high <= low {
        for row in high...low {
          grid[left + column, top + row] = Cell(isASCII ? "|" : "│", style)
        }
      }
      let marker: Character = bin.count < 10 ? (isASCII ? "o" : "○") : (isASCII ? "*" : "●")
      grid[left + column, top + row] = Cell(marker, style)
    }
  }

  private mutating func drawFrame() {
    let labels = [(0, "0"), (0.25, ".25"), (0.5, ".5"), (0.75, ".75"), (1, "1")]
    let shown = y.length >= 8 ? labels : [labels[0], labels[4]]
    AxisFrame(
      rows: shown.compactMap { value, label in y.cell(of: value).map { ($0, label) } },
      columns: shown.compactMap { value, label in x.cell(of: value).map { ($0, label) } },
      tick: "┼", ascii: isASCII
    ).draw(on: &grid, left: left, top: top, width: x.length, height: y.length)
    let column = left + max(0, (x.length - 10) / 2)
    grid.write("confidence", column: column, row: top + y.length + 2, style: Style(.dim))
  }

  /// Writes as many lines as there are rows and says how many are missing.
  private mutating func write(_ lines: [String], column: Int, row: Int) {
    let room = grid.height - row
    for (index, line) in lines.enumerated() where index < room {
      let isLast = index == room - 1 && lines.count > room
      let text = isLast ? "\(options.glyphs.ellipsis) \(lines.count - index) more lines" : line
      grid.write(
        truncated(text, to: options.width - column, glyphs: options.glyphs), column: column,
        row: row + index,
        style: index == 0 || isLast ? Style(.dim) : .plain)
    }
  }
}
