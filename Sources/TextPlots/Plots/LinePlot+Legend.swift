extension LinePlot {
  /// What the legend says, in drawing order; nothing where there is nothing to tell apart.
  func legend(_ options: PlotOptions, endLabels: Bool = false) -> [LegendItem] {
    let lines = shownSeries.filter { !endLabels || series[$0].kind == .points }
      .compactMap { seriesItem($0, options) }
    let hidden = series.count - shownSeries.count
    let note = hidden > 0 ? [LegendItem(text: "(\(hidden) more lines not shown)")] : []
    return lines + ribbons.indices.map { ribbonItem($0, options) } + ruleItems(options) + note
  }

  /// The name of a series with the numbers of its marked point.
  func label(of index: Int, _ options: PlotOptions) -> String {
    let points = series[index].points.filter(isDrawable)
    var parts = series[index].name.isEmpty ? [] : [series[index].name]
    if let mark = series[index].mark, let point = Series.extreme(mark, of: points) {
      let arrow = options.glyphs == .ascii ? "->" : "→"
      parts.append(String(Marker.character(series: index, glyphs: options.glyphs)))
      parts.append(NumberFormat.formatted(point.x) + arrow + NumberFormat.formatted(point.y))
    }
    if let first = points.first, points.count > 1, points.allSatisfy({ $0.y == first.y }) {
      parts.append("constant \(NumberFormat.formatted(first.y))")
    }
    return parts.joined(separator: " ")
  }

  private func seriesItem(_ index: Int, _ options: PlotOptions) -> LegendItem? {
    let text = label(of: index, options)
    guard !text.isEmpty else { return nil }
    let marker = String(Marker.character(series: index, glyphs: options.glyphs))
    let line = Marker.lineSample(
      series: lineNumber(of: index), dashed: !options.color, glyphs: options.glyphs)
    let sample =
      switch series[index].kind {
      case .line: line
      case .points: marker
      case .both: line + marker
      }
    return LegendItem(sample: sample, style: seriesStyle(index, options), text: text)
  }

  func seriesStyle(_ index: Int, _ options: PlotOptions) -> Style {
    options.color ? Style(.series(index)) : .plain
  }

  private func ribbonItem(_ index: Int, _ options: PlotOptions) -> LegendItem {
    let ribbon = ribbons[index]
    let ground: Ground = ribbon.level == .inner ? .innerBand : .outerBand
    if drawsOutlines {
      let sample = options.glyphs == .ascii ? ".." : "┈┈"
      return LegendItem(sample: sample, style: ribbonStyle(index, options), text: ribbon.name)
    }
    return options.color
      ? LegendItem(
        sample: options.glyphs == .ascii ? "  " : "██",
        style: options.glyphs == .ascii
          ? Style(on: ground) : Style(BandLayer.ink(ground)), text: ribbon.name)
      : LegendItem(sample: String(BandLayer.shade(ground, options.glyphs)), text: ribbon.name)
  }

  /// The ink of a band drawn as an outline: that of the series with the same number.
  func ribbonStyle(_ index: Int, _ options: PlotOptions) -> Style {
    options.color ? Style(.series(index)) : .plain
  }

  private func ruleItems(_ options: PlotOptions) -> [LegendItem] {
    verticalRules.filter { !$0.name.isEmpty }.map {
      LegendItem(
        sample: options.glyphs == .ascii ? ":" : "┊", style: Style(.dim),
        text: "\($0.name) \(NumberFormat.formatted($0.x))")
    }
  }
}
