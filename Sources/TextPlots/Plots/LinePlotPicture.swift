/// A line plot being drawn.
struct LinePlotPicture {
  private(set) var grid: CellGrid
  private let plot: LinePlot
  private let options: PlotOptions
  private let layout: LinePlotLayout

  init(_ plot: LinePlot, x: AxisDomain, y: AxisDomain, options: PlotOptions) {
    self.plot = plot
    self.options = options
    layout = LinePlotLayout(plot, x: x, y: y, options: options)
    grid = CellGrid(width: options.width, height: options.inlineHeight)
    drawBands()
    drawLines()
    drawGuides()
    drawPoints()
    drawMarks()
    drawFrame()
    drawHeading()
    if layout.hasEndLabels { drawEndLabels() }
  }

  private var width: Int { layout.x.length }
  private var height: Int { layout.y.length }

  /// A cell of the canvas.
  private subscript(column: Int, row: Int) -> Cell {
    get { grid[layout.left + column, layout.rows.top + row] }
    set { grid[layout.left + column, layout.rows.top + row] = newValue }
  }

  private func dot(_ point: PlotPoint) -> DotPoint? {
    guard let x = layout.x.dot(of: point.x), let y = layout.y.dot(of: point.y) else { return nil }
    return DotPoint(x, y)
  }

  private func cell(_ point: PlotPoint) -> (column: Int, row: Int)? {
    guard let column = layout.x.cell(of: point.x), let row = layout.y.cell(of: point.y) else {
      return nil
    }
    return (column, row)
  }
}

// The layers, from the lowest to the highest.
extension LinePlotPicture {
  private mutating func drawBands() {
    guard !plot.ribbons.isEmpty, !plot.drawsOutlines else { return }
    let bands = BandLayer(plot.ribbons, x: layout.x, y: layout.y, glyphs: options.glyphs)
    for row in 0..<height {
      for column in 0..<width {
        self[column, row] =
          options.color
          ? bands.coloredCell(column: column, row: row)
          : bands.shadedCell(column: column, row: row)
      }
    }
  }

  private mutating func drawLines() {
    var canvas = DotCanvas(
      width: width, height: height, glyphs: options.glyphs, focus: options.focus)
    if plot.drawsOutlines { addOutlines(to: &canvas) }
    for index in plot.shownSeries {
      let runs = plot.runs(of: plot.series[index].points).map { $0.compactMap(dot) }
      if plot.series[index].kind != .points {
        let dash = options.color ? .solid : DashPattern.series(plot.lineNumber(of: index))
        canvas.addLayer(series: index) { layer in
          for run in runs { layer.draw(downsampled(run), dash: dash) }
        }
      } else if drawsDots {
        canvas.addLayer(series: index) { layer in
          for point in runs.joined() { layer.set(point) }
        }
      }
    }
    compose(canvas)
  }

  private func addOutlines(to canvas: inout DotCanvas) {
    for (index, ribbon) in plot.ribbons.enumerated() {
      for edge in [ribbon.lower, ribbon.upper] {
        let points = zip(ribbon.x, edge).map { PlotPoint(x: $0, y: $1) }
        let runs = plot.runs(of: points).map { $0.compactMap(dot) }
        canvas.addLayer(series: index) { layer in
          for run in runs { layer.draw(downsampled(run), dash: .dotted) }
        }
      }
    }
  }

  private mutating func compose(_ canvas: DotCanvas) {
    let bands =
      plot.drawsOutlines
      ? nil : BandLayer(plot.ribbons, x: layout.x, y: layout.y, glyphs: options.glyphs)
    for row in 0..<height {
      for column in 0..<width {
        guard let (character, series) = canvas.cell(column: column, row: row) else { continue }
        var style = plot.seriesStyle(series, options)
        if options.color { style.ground = bands?.ground(column: column, row: row) ?? .plain }
        self[column, row] = Cell(character, style)
      }
    }
  }

  /// Many points are drawn as dots, where colour or their being alone tells the series.
  private var drawsDots: Bool {
    let scatters = plot.series.filter { $0.kind == .points }
    let count = scatters.reduce(0) { $0 + $1.points.count }
    return count > width * height / 4 && (options.color || scatters.count == 1)
  }

  private mutating func drawPoints() {
    for index in plot.shownSeries
    where plot.series[index].kind == .both || plot.series[index].kind == .points && !drawsDots {
      for point in plot.series[index].points { drawMarker(of: index, at: point) }
    }
  }

  private mutating func drawMarks() {
    for index in plot.shownSeries {
      guard let point = markedPoint(of: index) else { continue }
      drawMarker(of: index, at: point)
    }
  }

  private mutating func drawMarker(of index: Int, at point: PlotPoint) {
    guard plot.isDrawable(point), let (column, row) = cell(point) else { return }
    var style = plot.seriesStyle(index, options)
    style.ground = self[column, row].style.ground
    let character = Marker.character(series: index, glyphs: options.glyphs)
    self[column, row] = Cell(character, style)
  }

  private func markedPoint(of index: Int) -> PlotPoint? {
    plot.series[index].mark.flatMap {
      Series.extreme($0, of: plot.series[index].points.filter(plot.isDrawable))
    }
  }
}

// What helps to read the layers.
extension LinePlotPicture {
  /// The rules, the guide below the first marked point and the zero line, all behind the ink.
  private mutating func drawGuides() {
    let vertical: Character = options.glyphs == .ascii ? ":" : "┊"
    for rule in plot.verticalRules {
      guard let column = layout.x.cell(of: rule.x) else { continue }
      for row in 0..<height { drawGuide(vertical, column: column, row: row) }
    }
    if let point = plot.shownSeries.lazy.compactMap(markedPoint).first,
      let (column, top) = cell(point)
    {
      for row in top..<height { drawGuide(vertical, column: column, row: row) }
    }
    guard plot.yAxis.scale == .linear, let row = layout.y.cell(of: 0),
      (1..<max(1, height - 1)).contains(row)
    else { return }
    let horizontal: Character = options.glyphs == .ascii ? "." : "┈"
    for column in 0..<width { drawGuide(horizontal, column: column, row: row) }
  }

  private mutating func drawGuide(_ character: Character, column: Int, row: Int) {
    guard self[column, row].character == " " else { return }
    self[column, row] = Cell(character, Style(.dim, on: self[column, row].style.ground))
  }

  private mutating func drawFrame() {
    guard layout.hasFrame else { return }
    AxisFrame(x: layout.x, y: layout.y, ascii: options.glyphs == .ascii)
      .draw(
        on: &grid, left: layout.left, top: layout.rows.top, width: width, height: height)
    guard layout.rows.label > 0 else { return }
    let title = truncated(plot.xAxis.title(note: layout.x.note), to: width)
    let column = layout.left + (width - displayWidth(of: title)) / 2
    grid.write(title, column: column, row: layout.rows.height - 1, style: Style(.dim))
  }

  private mutating func drawHeading() {
    let column = min(layout.left, 10)
    if layout.rows.title > 0 {
      let note = layout.y.note.isEmpty ? "" : " (\(layout.y.note))"
      let text =
        plot.yAxis.label.isEmpty || plot.yAxis.label == plot.title
        ? plot.title + note
        : plot.yAxis.label + note + (plot.title.isEmpty ? "" : "  " + plot.title)
      grid.write(
        truncated(text, to: options.width - column), column: column, row: 0,
        style: Style(.accent, bold: true))
    }
    for row in 0..<layout.rows.legend {
      let isCut = row == layout.rows.legend - 1 && layout.legend.count > row + 1
      LegendItem.write(
        layout.legend[row], isCut: isCut, on: &grid, column: column,
        row: layout.rows.title + row)
    }
  }

  /// Names the lines at their right ends, a row apart at least.
  private mutating func drawEndLabels() {
    var taken: Set<Int> = []
    for index in plot.shownSeries where plot.series[index].kind != .points {
      let points = plot.series[index].points.filter(plot.isDrawable)
      let text = plot.label(of: index, options)
      guard !text.isEmpty, let row = points.last.flatMap({ layout.y.cell(of: $0.y) }),
        let free = (0..<height).filter({ !taken.contains($0) }).min(by: {
          abs($0 - row) < abs($1 - row)
        })
      else { continue }
      taken.insert(free)
      grid.write(
        text, column: layout.left + width + 1, row: layout.rows.top + free,
        style: plot.seriesStyle(index, options))
    }
  }
}
