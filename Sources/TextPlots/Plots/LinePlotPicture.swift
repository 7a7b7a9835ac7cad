/// A line plot being drawn.
struct LinePlotPicture {
  var grid: CellGrid
  let plot: LinePlot
  let options: PlotOptions
  let layout: LinePlotLayout

  init(_ plot: LinePlot, x: AxisDomain, y: AxisDomain, options: PlotOptions) {
    self.plot = plot
    self.options = options
    layout = LinePlotLayout(plot, x: x, y: y, options: options)
    grid = CellGrid(width: options.width, height: options.inlineHeight)
    drawBands()
    if drawsDensity { drawDensity() }
    drawLines()
    drawGuides()
    drawPoints()
    drawMarks()
    drawFrame()
    drawHeading()
    if layout.hasEndLabels { drawEndLabels() }
  }

  var width: Int { layout.x.length }
  var height: Int { layout.y.length }

  /// A cell of the canvas.
  subscript(column: Int, row: Int) -> Cell {
    get { grid[layout.left + column, layout.rows.top + row] }
    set { grid[layout.left + column, layout.rows.top + row] = newValue }
  }

  private func dot(_ point: PlotPoint) -> DotPoint? {
    guard let x = layout.x.dot(of: point.x), let y = layout.y.dot(of: point.y) else { return nil }
    return DotPoint(x, y)
  }

  func cell(_ point: PlotPoint) -> (column: Int, row: Int)? {
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
    let scatterCount = plot.series.count { $0.kind == .points }
    return !drawsDensity && plot.scatteredPoints > width * height / 4
      && (options.color || scatterCount == 1)
  }

  /// More than three points to a dot are drawn as shades.
  private var drawsDensity: Bool { layout.drawsDensity }

  private mutating func drawDensity() {
    var density = DensityLayer(width: width, height: height)
    for index in plot.shownSeries where plot.series[index].kind == .points {
      for point in plot.series[index].points where plot.isDrawable(point) {
        guard let (column, row) = cell(point) else { continue }
        density.add(series: index, column: column, row: row)
      }
    }
    let isASCII = options.glyphs == .ascii
    for row in 0..<height {
      for column in 0..<width {
        guard let (character, series) = density.cell(column: column, row: row, ascii: isASCII)
        else { continue }
        self[column, row] = Cell(character, plot.seriesStyle(series, options))
      }
    }
  }

  private mutating func drawPoints() {
    for index in plot.shownSeries
    where plot.series[index].kind == .both
      || plot.series[index].kind == .points && !drawsDots && !drawsDensity
    {
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

  func markedPoint(of index: Int) -> PlotPoint? {
    plot.series[index].mark.flatMap {
      Series.extreme($0, of: plot.series[index].points.filter(plot.isDrawable))
    }
  }
}
