/// The dots of one series.
package struct DotLayer: Hashable, Sendable {
  /// Cells in a row.
  package let width: Int
  /// Rows of cells.
  package let height: Int
  private let dotRows: Int
  private var cells: [UInt8]

  package init(width: Int, height: Int, glyphs: GlyphLevel) {
    self.width = max(0, width)
    self.height = max(0, height)
    dotRows = glyphs.dotRows
    cells = [UInt8](repeating: 0, count: self.width * self.height)
  }

  /// The pattern in a cell, in the bit order of `GlyphLevel.character(for:)`.
  package subscript(column: Int, row: Int) -> UInt8 { cells[row * width + column] }

  /// Sets the dot nearest to a point inside the layer.
  mutating func set(_ point: DotPoint) {
    guard
      let x = Int(exactly: point.x.rounded()), let y = Int(exactly: point.y.rounded()),
      (0..<2 * width).contains(x), (0..<dotRows * height).contains(y)
    else { return }
    cells[y / dotRows * width + x / 2] |= 1 << UInt8(y % dotRows * 2 + x % 2)
  }

  /// Draws a line through the points; a single point is a dot.
  package mutating func draw(_ points: [DotPoint], lengths: [Double] = []) {
    draw(points, dash: DashPattern(lengths: lengths))
  }

  mutating func draw(_ points: [DotPoint], dash: DashPattern) {
    guard width > 0, height > 0, let first = points.first else { return }
    if points.count == 1 { set(first) }
    var arcLength = 0.0
    for (p, q) in zip(points, points.dropFirst()) {
      drawSegment(from: p, to: q, dash: dash, arcLength: arcLength)
      arcLength += p.distance(to: q)
    }
  }

  /// Walks along the segment in steps of at most one dot in either direction.
  private mutating func drawSegment(
    from p: DotPoint, to q: DotPoint, dash: DashPattern, arcLength: Double
  ) {
    let (right, bottom) = (Double(2 * width - 1), Double(dotRows * height - 1))
    guard let (start, end) = clipped(p, q, width: right, height: bottom) else { return }
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let steps = max(1, max(abs(dx), abs(dy)).rounded(.up))
    let offset = arcLength + p.distance(to: start)
    let length = start.distance(to: end)
    for step in 0...Int(steps) {
      let t = Double(step) / steps
      guard dash.isInk(at: offset + t * length) else { continue }
      set(DotPoint(start.x + t * dx, start.y + t * dy))
    }
  }
}
