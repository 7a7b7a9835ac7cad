/// Where the parts of a heatmap stand in its rectangle of cells.
struct HeatmapLayout {
  let rows: RowPlan
  /// The first column of the canvas.
  let left: Int
  let x: Axis
  let y: Axis
  /// Whether there are edges and labels, for which there must be room.
  let hasFrame: Bool
  /// The numbers at the upper end, the middle and the lower end of the bar of colours; none where
  /// there is no room for it.
  let barLabels: [String]
  let legend: [[LegendItem]]

  /// The cells of the bar of colours.
  static let barWidth = 2

  /// The layout, with a word in the legend where several numbers share a piece of the canvas.
  init(
    _ map: Heatmap, x: AxisDomain, y: AxisDomain, values: AxisDomain, options: PlotOptions
  ) {
    let plain = Self(map, x: x, y: y, values: values, legend: map.legend(options), options: options)
    let rows = HeatmapValues.rowsPerCell(options) * plain.y.length
    let most = HeatmapValues.most(map, x: x, y: y, columns: plain.x.length, rows: rows)
    self =
      most < 2
      ? plain
      : Self(
        map, x: x, y: y, values: values, legend: map.legend(options, meansOf: most),
        options: options)
  }

  private init(
    _ map: Heatmap, x: AxisDomain, y: AxisDomain, values: AxisDomain, legend items: [LegendItem],
    options: PlotOptions
  ) {
    let width = options.width
    legend = LegendItem.lines(items, width: max(1, width - 12))
    rows = RowPlan(
      height: options.inlineHeight, title: !map.title.isEmpty || !map.yAxis.label.isEmpty,
      legend: legend.count, label: !map.xAxis.label.isEmpty)
    hasFrame = rows.axis > 0 && width >= 20
    barLabels = width >= 40 ? Self.labels(of: values) : []
    self.y = Axis(y, length: rows.canvas, direction: .vertical, glyphs: options.glyphs)
    left = hasFrame ? AxisFrame.gutter(labels: self.y.ticks.map(\.label)) : 0
    let bar = barLabels.map { Self.barWidth + 2 + $0.count }.max() ?? 0
    let columns = Self.fitted(
      max(0, width - left - bar - (hasFrame ? 1 : 0)), to: map.columns.order.count)
    self.x = Axis(x, length: columns, direction: .horizontal, glyphs: options.glyphs)
  }

  /// The most columns that are a whole number for each place, where that leaves little room
  /// unused.
  private static func fitted(_ room: Int, to places: Int) -> Int {
    guard places > 0 else { return room }
    let whole = room / places * places
    return 4 * whole >= 3 * room ? whole : room
  }

  /// The numbers of the bar with as many digits as tell them apart, from above.
  static func labels(of values: AxisDomain) -> [String] {
    let numbers = [values.upper, values.lower / 2 + values.upper / 2, values.lower]
    let texts = (3...9).lazy.map { digits in
      numbers.map { NumberFormat.formatted($0, significant: digits) }
    }
    return texts.first { Set($0).count == numbers.count } ?? []
  }
}

extension Heatmap {
  /// What the colours and the markers stand for, and of how many numbers at most a colour is the
  /// mean.
  func legend(_ options: PlotOptions, meansOf most: Int = 1) -> [LegendItem] {
    let parts = [valueName, most > 1 ? "means of up to \(most)" : ""].filter { !$0.isEmpty }
    let values =
      parts.isEmpty
      ? []
      : [
        LegendItem(
          text: (options.color ? "colour: " : "shade: ") + parts.joined(separator: ", "))
      ]
    let markers = points.enumerated().filter { !$0.element.name.isEmpty }.map { index, series in
      LegendItem(
        sample: String(Marker.character(series: index, glyphs: options.glyphs)), text: series.name)
    }
    return values + markers
  }
}
