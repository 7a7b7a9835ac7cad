import TextPlots

extension Picker {
  /// Draws the list over the lower part of some rows, its query at the top.
  public func draw(in grid: inout CellGrid, rows: Range<Int>) {
    let listed = min(max(1, rows.count - 3), max(1, matches.count))
    let top = max(rows.lowerBound, rows.upperBound - listed - 1)
    let heading = Style(.accent, bold: true, reversed: true)
    fill(row: top, heading, in: &grid)
    let keys = allowsMarks ? "Tab marks · Enter takes · Esc closes" : "Enter takes · Esc closes"
    let end = grid.write(
      " \(title): \(query)▏", column: 0, row: top, style: heading)
    let count = " \(matches.count) · \(keys) "
    if end + displayWidth(of: count) < grid.width {
      grid.write(
        count, column: grid.width - displayWidth(of: count), row: top,
        style: Style(.text, reversed: true))
    }
    if let message {
      fill(row: top + 1, .plain, in: &grid)
      grid.write("! \(message)", column: 1, row: top + 1, style: Style(.warning))
      return drawItems(from: top + 2, to: rows.upperBound, in: &grid)
    }
    drawItems(from: top + 1, to: rows.upperBound, in: &grid)
  }

  private func drawItems(from top: Int, to bottom: Int, in grid: inout CellGrid) {
    let room = bottom - top
    guard room > 0 else { return }
    guard !matches.isEmpty else {
      fill(row: top, .plain, in: &grid)
      grid.write("nothing matches", column: 1, row: top, style: Style(.dim))
      return
    }
    let first = min(max(0, selection - room / 2), max(0, matches.count - room))
    let shown = first..<min(matches.count, first + room)
    let names = nameColumns(shown.map { item(at: $0).item }, of: grid.width)
    for (offset, place) in shown.enumerated() {
      let (item, isMarked) = item(at: place)
      let isSelected = place == selection
      let ink: Ink = item.obstacle == nil ? .text : .dim
      let row = top + offset
      fill(row: row, Style(ink, reversed: isSelected), in: &grid)
      grid.write(
        (isSelected ? "▸" : " ") + (isMarked ? "✓" : " "), column: 0, row: row,
        style: Style(.accent, reversed: isSelected))
      grid.write(
        truncated(item.text, to: names, glyphs: .braille), column: 2, row: row,
        style: Style(ink, bold: true, reversed: isSelected))
      grid.write(
        item.obstacle.map { "\(item.detail) — \($0)" } ?? item.detail, column: names + 4, row: row,
        style: Style(.dim, reversed: isSelected))
    }
  }

  /// The columns of the names: what the details leave of a row, at least a quarter of it.
  private func nameColumns(_ items: [Item], of width: Int) -> Int {
    let name = items.map { displayWidth(of: $0.text) }.max() ?? 0
    let detail = items.map { displayWidth(of: $0.detail) }.max() ?? 0
    return min(name, max(width - 5 - detail, width / 4))
  }

  private func fill(row: Int, _ style: Style, in grid: inout CellGrid) {
    grid.write(String(repeating: " ", count: grid.width), column: 0, row: row, style: style)
  }
}
