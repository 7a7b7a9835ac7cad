import Laplace
import RealModule
import TextPlots

extension ExploreState {
  /// The view as cells.
  public func grid(width: Int, height: Int, glyphs: GlyphLevel, color: Bool) -> CellGrid {
    let layout = ScreenLayout(width: width, height: height)
    guard layout.isUsable else { return layout.requestForRoom("Esc leaves") }
    var grid = CellGrid(width: width, height: height)
    var row = 0
    if height >= 16 {
      drawTitle(in: &grid)
      row = 1
    }
    let sliders = height >= 12 ? exploration.movable : [selected]
    for setting in sliders {
      drawSlider(setting, row: row, glyphs: glyphs, in: &grid)
      row += 1
    }
    grid.write(figures, column: 1, row: row, style: Style(.text, bold: true))
    row += 1
    drawPanes(rows: row..<height - 1, glyphs: glyphs, color: color, in: &grid)
    drawHint(row: height - 1, in: &grid)
    return grid
  }

  private func drawTitle(in grid: inout CellGrid) {
    let style = Style(.text, reversed: true)
    grid.write(String(repeating: " ", count: grid.width), column: 0, row: 0, style: style)
    let options = exploration.posterior.options
    let end = grid.write(
      " explore \(exploration.name)", column: 0, row: 0,
      style: Style(.text, bold: true, reversed: true))
    grid.write(
      "   \(options.structure) \(options.curvature) over \(exploration.posterior.selection.count) "
        + "parameters" + (exploration.scored.map { " · scored on \($0.name)" } ?? ""),
      column: end, row: 0, style: style)
  }

  private func drawSlider(
    _ setting: ExploredSetting, row: Int, glyphs: GlyphLevel, in grid: inout CellGrid
  ) {
    let isSelected = setting == selected
    let value = setting.value(settings)
    let isASCII = glyphs == .ascii
    let symbol = isASCII ? setting.rawValue.first.map(String.init) ?? "" : setting.symbol
    let pointer = isSelected ? (isASCII ? ">" : "▸") : " "
    let shown = isSelected ? entry.map { "\($0)_" } : nil
    grid.write(
      "\(pointer) \(symbol) \(shown ?? formatted(value))", column: 0, row: row,
      style: Style(isSelected ? .accent : .text, bold: isSelected))
    let left = 17
    let decades = setting.decades
    let track = grid.width - left - 6
    guard track >= 12 else { return }
    grid.write(
      powerOfTen(decades.lowerBound, isASCII), column: left - 5, row: row, style: Style(.dim))
    grid.write(
      powerOfTen(decades.upperBound, isASCII), column: left + track + 1, row: row,
      style: Style(.dim))
    let column = { (decade: Double) in
      left
        + Int(
          ((decade - decades.lowerBound) / (decades.upperBound - decades.lowerBound)
            * Double(track - 1)).rounded())
    }
    for place in left..<left + track {
      grid[place, row] = Cell(isASCII ? "-" : "─", Style(.dim))
    }
    for decade in Int(decades.lowerBound)...Int(decades.upperBound) {
      grid[column(Double(decade)), row] = Cell(isASCII ? "+" : "┴", Style(.dim))
    }
    let place = min(max(Double.log10(value), decades.lowerBound), decades.upperBound)
    grid[column(place), row] = Cell(
      isASCII ? "#" : "●", Style(isSelected ? .accent : .text, bold: true))
  }

  private func powerOfTen(_ exponent: Double, _ isASCII: Bool) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let magnitude = Int(abs(exponent))
    if isASCII { return exponent < 0 ? "1e-\(magnitude)" : " 1e\(magnitude)" }
    return exponent < 0 ? "10⁻\(digits[magnitude])" : " 10\(digits[magnitude])"
  }

  /// Evidence, effective parameters and scores where the sliders stand.
  private var figures: String {
    guard knowledge.hasSpectrum else { return "learning the spectrum …" }
    var parts: [String] = []
    if let evidence = exploration.evidence(at: settings) {
      parts.append("log p(D|λ) \(formatted(evidence, significant: 6))")
    } else {
      parts.append("no posterior here: the precision is not positive definite")
    }
    if let effective = try? exploration.posterior.at(settings).effectiveParameters() {
      parts.append("γ \(formatted(effective))")
    }
    if let scores = exploration.scores(at: settings, knowledge) {
      for (metric, label) in [(PredictiveMetric.nll, "NLL"), (.ece, "ECE"), (.rmse, "RMSE")] {
        if let value = scores.values[metric] {
          parts.append("\(label) \(formatted(value, significant: 4))")
        }
      }
    }
    return parts.joined(separator: "   ")
  }

  /// The panes side by side, as many as have room.
  private func drawPanes(
    rows: Range<Int>, glyphs: GlyphLevel, color: Bool, in grid: inout CellGrid
  ) {
    let panes = exploration.panes
    let columns = isZoomed ? 1 : grid.width >= 150 ? 3 : grid.width >= 76 ? 2 : 1
    let lines = isZoomed || rows.count < 28 ? 1 : 2
    let shown = min(panes.count, columns * lines)
    let perLine = min(columns, (shown + lines - 1) / lines)
    guard rows.count >= 3 else { return }
    for index in 0..<shown {
      let pane = panes[(firstPane + index) % panes.count]
      let (line, place) = (index / perLine, index % perLine)
      let top = rows.lowerBound + rows.count * line / lines
      let bottom = rows.lowerBound + rows.count * (line + 1) / lines
      let left = grid.width * place / perLine
      let right = grid.width * (place + 1) / perLine - 1
      if let plot = exploration.plot(pane, at: settings, knowledge) {
        let options = PlotOptions(
          width: right - left, height: bottom - top, glyphs: glyphs, color: color)
        grid.draw(plot.grid(options), column: left, row: top)
      } else {
        grid.write(
          knowledge.problem ?? "learning …", column: left + 2, row: top + 1, style: Style(.dim))
      }
    }
  }

  private func drawHint(row: Int, in grid: inout CellGrid) {
    let end =
      message.map { grid.write("\($0)  ", column: 1, row: row, style: Style(.warning)) } ?? 1
    grid.write(
      keyLine(message == nil ? Self.hints : Self.hintsBehindMessage, width: grid.width - 1 - end),
      column: end, row: row, style: Style(.dim))
  }

  private static let hintsBehindMessage = ["Enter keep", "Esc leave", "←→ move", "r reset"]

  /// What the keys do; what has no room is left out.
  private static let hints = [
    "←→ move", "[ ] decade", "↑↓ choose", "Enter keep", "Esc leave", "e evidence", "v validation",
    "Tab panes", "z zoom", "0-9 type", "r reset",
  ]
}
