/// A document with a frame, in which numbers are drawn at their places on two axes.
struct SVGChart {
  var document: SVGDocument
  let theme: Theme
  let x: Axis
  let y: Axis
  /// The inside of the frame, in the units of the document.
  let left = 80.0
  let top = 64.0
  let width: Double
  let height: Double

  /// A chart over two domains; the ticks are those of a picture of 64 by 20 cells.
  ///
  /// A margin on the right, in the units of the document, is left to what stands beside the frame.
  init(
    x: AxisDomain, y: AxisDomain, title: String, theme: Theme, isSquare: Bool = false,
    margin: Double = 0
  ) {
    self.theme = theme
    width = isSquare ? 320 : 600 - margin
    height = 320
    self.x = Axis(x, length: isSquare ? 36 : 64, direction: .horizontal)
    self.y = Axis(y, length: 20, direction: .vertical)
    document = SVGDocument(width: 720, height: 448, title: title, theme: theme)
  }

  /// The place of a number pair, or nothing where it has none.
  func point(_ x: Double, _ y: Double) -> DotPoint? {
    guard let column = self.x.domain.fraction(of: x), let row = self.y.domain.fraction(of: y) else {
      return nil
    }
    let place = DotPoint(left + column * width, top + (1 - row) * height)
    return DotPoint(min(max(place.x, -1e6), 1e6), min(max(place.y, -1e6), 1e6))
  }

  /// The pieces of a line that lie inside the frame.
  func pieces(_ points: [DotPoint]) -> [[DotPoint]] {
    var pieces: [[DotPoint]] = []
    for (p, q) in zip(points, points.dropFirst()) {
      let start = DotPoint(p.x - left, p.y - top)
      let end = DotPoint(q.x - left, q.y - top)
      guard let (a, b) = clipped(start, end, width: width, height: height) else { continue }
      let (from, to) = (DotPoint(a.x + left, a.y + top), DotPoint(b.x + left, b.y + top))
      if pieces.last?.last == from {
        pieces[pieces.count - 1].append(to)
      } else {
        pieces.append([from, to])
      }
    }
    return pieces
  }

  func contains(_ point: DotPoint) -> Bool {
    (left...left + width).contains(point.x) && (top...top + height).contains(point.y)
  }

  mutating func drawHeading(_ heading: String) {
    document.text(heading, x: left, y: 20, bold: true)
  }

  /// The edges, the ticks and the names of the axes.
  mutating func drawFrame(xTitle: String) {
    let dim = theme.color(of: .dim)
    let corner = DotPoint(left, top + height)
    document.line(from: DotPoint(left, top), to: corner, stroke: dim)
    document.line(from: corner, to: DotPoint(left + width, top + height), stroke: dim)
    for tick in y.ticks {
      guard let fraction = y.domain.fraction(of: tick.value) else { continue }
      let row = top + (1 - fraction) * height
      document.line(from: DotPoint(left - 5, row), to: DotPoint(left, row), stroke: dim)
      document.text(tick.label, x: left - 9, y: row + 4, anchor: .end, color: dim)
    }
    for tick in x.ticks {
      guard let fraction = x.domain.fraction(of: tick.value) else { continue }
      let column = left + fraction * width
      let low = top + height
      document.line(from: DotPoint(column, low), to: DotPoint(column, low + 5), stroke: dim)
      document.text(tick.label, x: column, y: low + 20, anchor: .middle, color: dim)
    }
    document.text(xTitle, x: left + width / 2, y: top + height + 44, anchor: .middle, color: dim)
  }

  /// Names with the colour they stand for, in one row under the heading.
  mutating func drawLegend(_ items: [(name: String, color: String, dash: [Double])]) {
    var column = left
    for item in items where !item.name.isEmpty {
      let row = 40.0
      document.line(
        from: DotPoint(column, row - 4), to: DotPoint(column + 20, row - 4), stroke: item.color,
        dash: item.dash)
      document.text(item.name, x: column + 26, y: row)
      column += 26 + 7.5 * Double(displayWidth(of: item.name)) + 24
    }
  }
}
