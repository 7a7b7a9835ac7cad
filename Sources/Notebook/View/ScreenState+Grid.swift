import TextPlots

extension ScreenState {
  /// The whole screen as cells, and where the cursor stands; a pure function of state and size.
  public func screen(
    width: Int, height: Int
  ) -> (grid: CellGrid, cursor: (column: Int, row: Int)?) {
    let layout = ScreenLayout(width: width, height: height, isSplit: isSplit)
    var grid = CellGrid(width: width, height: height)
    guard layout.isUsable else {
      return (layout.requestForRoom("^D leaves, work is saved"), nil)
    }
    drawTitle(layout, in: &grid)
    drawBody(layout, in: &grid)
    drawPanes(layout, in: &grid)
    drawHint(layout, in: &grid)
    let cursor = drawInput(layout, in: &grid)
    drawCandidates(layout, in: &grid)
    drawStatus(layout, in: &grid)
    picker?.draw(in: &grid, rows: layout.bodyTop..<layout.hintRow)
    return (grid, picker == nil && focus == nil ? cursor : nil)
  }

  /// The rows of the notebook, of which `bodyRows` are shown.
  public var contentRows: Int { pieces.reduce(0) { $0 + $1.height } }

  private func drawTitle(_ layout: ScreenLayout, in grid: inout CellGrid) {
    guard layout.titleRows > 0 else { return }
    let style = Style(.text, reversed: true)
    grid.write(String(repeating: " ", count: layout.width), column: 0, row: 0, style: style)
    grid.write(" \(title)", column: 0, row: 0, style: Style(.text, bold: true, reversed: true))
    let start = max(displayWidth(of: title) + 4, layout.width - displayWidth(of: context) - 1)
    grid.write(context, column: start, row: 0, style: style)
  }

  private func drawBody(_ layout: ScreenLayout, in grid: inout CellGrid) {
    guard !pieces.isEmpty else { return drawGreeting(layout, in: &grid) }
    let rows = contentRows
    let hidden = max(0, rows - layout.bodyRows)
    var top = -max(0, hidden - min(scroll, hidden))
    for (place, piece) in pieces.enumerated() {
      if top + piece.height > 0 && top < layout.bodyRows {
        for row in max(0, -top)..<max(max(0, -top), min(piece.height, layout.bodyRows - top)) {
          for column in 0..<min(piece.width, layout.bodyColumns) {
            grid[layout.bodyLeft + column, layout.bodyTop + top + row] = piece[column, row]
          }
          if place == focus, piece[0, row].character == " " {
            grid[layout.bodyLeft, layout.bodyTop + top + row] = Cell(
              "▌", Style(.accent, bold: true))
          }
        }
      }
      top += piece.height
    }
  }

  /// What an empty notebook says.
  private func drawGreeting(_ layout: ScreenLayout, in grid: inout CellGrid) {
    for (row, line) in Self.greeting.enumerated() where row + 1 < layout.bodyRows {
      grid.write(
        truncated(line.text, to: layout.bodyColumns - 3), column: layout.bodyLeft + 2,
        row: layout.bodyTop + row + 1, style: line.style)
    }
  }

  private static let greeting: [(text: String, style: Style)] = [
    ("A trained network, and a Gaussian around its weights:", Style(.text, bold: true)),
    ("how sure it is, which prior its data prefers, where it must not be trusted.", Style(.text)),
    ("", .plain),
    ("tutorial 1     the first of seven lessons of a few minutes", Style(.dim)),
    ("load iris      data to begin with; load alone lists what there is", Style(.dim)),
    ("help           the commands", Style(.dim)),
  ]

  /// The place of the piece that is shown at a cell of the screen; nil where there is none.
  public func place(atColumn column: Int, row: Int, _ layout: ScreenLayout) -> Int? {
    let body = layout.bodyTop..<layout.bodyTop + layout.bodyRows
    let columns = layout.bodyLeft..<layout.bodyLeft + layout.bodyColumns
    guard body.contains(row), columns.contains(column) else { return nil }
    let hidden = max(0, contentRows - layout.bodyRows)
    var rest = row - layout.bodyTop + hidden - min(scroll, hidden)
    for (place, piece) in pieces.enumerated() {
      if rest < piece.height { return place }
      rest -= piece.height
    }
    return nil
  }

  /// The scroll, nearest to the present one, that has a piece in view, its first row above all.
  public func scroll(showing place: Int, _ layout: ScreenLayout) -> Int {
    let above = pieces[..<place].reduce(0) { $0 + $1.height }
    let hidden = max(0, contentRows - layout.bodyRows)
    let top = hidden - min(scroll, hidden)
    let low = above + pieces[place].height - layout.bodyRows
    return hidden - min(max(0, min(max(top, low), above)), hidden)
  }

  private func drawHint(_ layout: ScreenLayout, in grid: inout CellGrid) {
    var column = 1 - hiddenHintColumns(layout)
    for piece in hint {
      for character in piece.text {
        if column >= 1 {
          grid.write(String(character), column: column, row: layout.hintRow, style: piece.style)
        }
        column += displayWidth(of: character)
      }
    }
    if column > layout.width {
      grid.write("…", column: layout.width - 1, row: layout.hintRow, style: Style(.dim))
    }
  }

  /// The columns by which a long hint is moved to the left, so that its bold part is in view.
  private func hiddenHintColumns(_ layout: ScreenLayout) -> Int {
    guard let bold = hint.firstIndex(where: \.style.isBold) else { return 0 }
    let end = hint[...bold].reduce(1) { $0 + displayWidth(of: $1.text) }
    return max(0, end - layout.width + 1)
  }

  /// The rows of the input around the cursor, and where the cursor stands on the screen.
  private func drawInput(
    _ layout: ScreenLayout, in grid: inout CellGrid
  ) -> (column: Int, row: Int) {
    let first = max(0, cursor.row - layout.inputRows + 1)
    for (offset, row) in input.dropFirst(first).prefix(layout.inputRows).enumerated() {
      grid.write(row, column: 0, row: layout.inputTop + offset)
    }
    let row = layout.inputTop + cursor.row - first
    if !ghost.isEmpty {
      grid.write("\(ghost) →", column: cursor.column, row: row, style: Style(.dim))
    }
    return (cursor.column, row)
  }

  private func drawCandidates(_ layout: ScreenLayout, in grid: inout CellGrid) {
    let shown = candidates.prefix(min(8, layout.bodyRows))
    guard !shown.isEmpty else { return }
    let words = shown.map { displayWidth(of: $0.text) }.max() ?? 0
    let hidden = candidates.count - shown.count
    for (index, candidate) in shown.enumerated() {
      let row = layout.hintRow - shown.count + index
      let isSelected = index == selectedCandidate
      let style = Style(isSelected ? .text : .dim, reversed: isSelected)
      grid.write(String(repeating: " ", count: layout.width), column: 0, row: row, style: style)
      grid.write(
        (isSelected ? "▸" : " ") + candidate.text, column: 0, row: row,
        style: Style(.text, bold: true, reversed: isSelected))
      let isLast = index == shown.count - 1 && hidden > 0
      grid.write(
        truncated(
          isLast ? "\(candidate.help)   … and \(hidden) more" : candidate.help,
          to: layout.width - words - 4), column: words + 4, row: row, style: style)
    }
  }

  private func drawStatus(_ layout: ScreenLayout, in grid: inout CellGrid) {
    guard layout.statusRows > 0 else { return }
    let style = Style(.dim)
    let size = "\(layout.width)x\(layout.height)"
    let end = grid.write(" \(status)", column: 0, row: layout.statusRow, style: Style(.text))
    let right = layout.width - size.count - 1
    let keys = keyLine(keys, width: right - end - 4)
    grid.write(
      keys, column: right - displayWidth(of: keys) - 3, row: layout.statusRow, style: style)
    grid.write(size, column: right, row: layout.statusRow, style: style)
  }
}
