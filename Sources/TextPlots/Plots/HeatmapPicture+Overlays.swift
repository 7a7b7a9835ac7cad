/// What stands on top of the colours and around them.
extension HeatmapPicture {
  /// A line of dots between regions, over the colour of the cell.
  mutating func drawBorders() {
    guard !map.regions.isEmpty else { return }
    let (across, down) = (2, options.glyphs.dotRows)
    let columns = map.columns.owners(across * width, of: layout.x.domain)
    let rows = Array(map.rows.owners(down * height, of: layout.y.domain).reversed())
    func region(_ x: Int, _ y: Int) -> Int? {
      guard x < columns.count, y < rows.count, let column = columns[x], let row = rows[y] else {
        return nil
      }
      return map.region(column, row)
    }
    for row in 0..<height {
      for column in 0..<width {
        var dots: UInt8 = 0
        for bit in 0..<across * down {
          let (x, y) = (across * column + bit % across, down * row + bit / across)
          guard let own = region(x, y) else { continue }
          let neighbours = [region(x + 1, y), region(x, y + 1)]
          if neighbours.contains(where: { $0 != nil && $0 != own }) { dots |= 1 << UInt8(bit) }
        }
        if dots != 0 { write(options.glyphs.character(for: dots), column: column, row: row) }
      }
    }
  }

  mutating func drawPoints() {
    for (index, series) in map.points.enumerated() {
      let marker = Marker.character(series: index, glyphs: options.glyphs)
      for point in series.points {
        guard let column = layout.x.piece(of: point.x), let row = layout.y.piece(of: point.y) else {
          continue
        }
        write(marker, column: column, row: row)
      }
    }
  }

  /// Puts a sign on the colour of the lower half of a cell, or of the upper one if it has no other.
  private mutating func write(_ character: Character, column: Int, row: Int) {
    let style = self[column, row].style
    var ground = style.ground
    if ground == .plain, case .ramp(let ramp, let level) = style.ink {
      ground = .ramp(ramp, level: level)
    }
    self[column, row] = Cell(character, Style(.contrast, on: ground))
  }

  mutating func drawFrame() {
    guard layout.hasFrame else { return }
    AxisFrame(x: layout.x, y: layout.y, ascii: isASCII)
      .draw(on: &grid, left: layout.left, top: layout.rows.top, width: width, height: height)
    guard layout.rows.label > 0 else { return }
    let title = truncated(map.xAxis.title(note: layout.x.note), to: width, glyphs: options.glyphs)
    let column = layout.left + (width - displayWidth(of: title)) / 2
    grid.write(title, column: column, row: layout.rows.height - 1, style: Style(.dim))
  }

  mutating func drawHeading() {
    let column = min(layout.left, 10)
    if layout.rows.title > 0 {
      let vertical = map.yAxis.title(note: layout.y.note)
      let text = [vertical == map.title ? "" : vertical, map.title].filter { !$0.isEmpty }
        .joined(separator: "  ")
      grid.write(
        truncated(text, to: options.width - column, glyphs: options.glyphs), column: column, row: 0,
        style: Style(.accent, bold: true))
    }
    for row in 0..<layout.rows.legend {
      LegendItem.write(
        layout.legend[row], isCut: row == layout.rows.legend - 1 && layout.legend.count > row + 1,
        glyphs: options.glyphs, on: &grid, column: column, row: layout.rows.title + row)
    }
  }
}
