/// The filled bands under the curves.
struct BandLayer {
  private var inner: [ClosedRange<Double>?]
  private var outer: [ClosedRange<Double>?]
  private let glyphs: GlyphLevel

  /// The bands in dot coordinates along a number of columns of cells.
  init(_ ribbons: [Ribbon], x: Axis, y: Axis, glyphs: GlyphLevel) {
    self.glyphs = glyphs
    inner = [ClosedRange<Double>?](repeating: nil, count: x.length)
    outer = inner
    for ribbon in ribbons {
      let profile = Self.profile(of: ribbon, x: x, y: y)
      switch ribbon.level {
      case .inner: inner = profile
      case .outer: outer = profile
      }
    }
  }

  /// The vertical extent of a band at the centre of each column, interpolated between its points.
  private static func profile(of ribbon: Ribbon, x: Axis, y: Axis) -> [ClosedRange<Double>?] {
    var profile = [ClosedRange<Double>?](repeating: nil, count: x.length)
    let samples = ribbon.samples.map { sample -> (x: Double, top: Double, bottom: Double)? in
      guard
        let place = x.dot(of: sample.x), let top = y.dot(of: sample.upper),
        let bottom = y.dot(of: sample.lower)
      else { return nil }
      return (place, top, bottom)
    }
    for case let (p?, q?) in zip(samples, samples.dropFirst()) {
      // The centre of column c lies between its two dots, at 2c + ½.
      let first = max(0, ((min(p.x, q.x) - 1) / 2).rounded(.up))
      let last = min(Double(x.length - 1), (max(p.x, q.x) / 2).rounded(.down))
      guard first <= last else { continue }
      for column in Int(first)...Int(last) {
        let place = 2 * Double(column) + 0.5
        let t = q.x == p.x ? 0 : min(max((place - p.x) / (q.x - p.x), 0), 1)
        let (top, bottom) = (p.top + t * (q.top - p.top), p.bottom + t * (q.bottom - p.bottom))
        profile[column] = min(top, bottom)...max(top, bottom)
      }
    }
    return profile
  }

  /// The band that covers at least half of a piece of a column, the inner one first.
  private func ground(column: Int, from top: Double, to bottom: Double) -> Ground {
    func isCovered(_ band: ClosedRange<Double>?) -> Bool {
      guard let band else { return false }
      let overlap = min(bottom, band.upperBound) - max(top, band.lowerBound)
      return overlap >= 0.5 * (bottom - top)
    }
    return isCovered(inner[column])
      ? .innerBand : isCovered(outer[column]) ? .outerBand : .plain
  }

  /// What lies behind a cell.
  func ground(column: Int, row: Int) -> Ground {
    let (top, height) = (Double(row * glyphs.dotRows) - 0.5, Double(glyphs.dotRows))
    return ground(column: column, from: top, to: top + height)
  }

  /// A cell of the band in colour, with its edge to half a cell.
  func coloredCell(column: Int, row: Int) -> Cell {
    guard glyphs != .ascii else { return Cell(" ", Style(on: ground(column: column, row: row))) }
    let (top, half) = (Double(row * glyphs.dotRows) - 0.5, Double(glyphs.dotRows) / 2)
    let upper = ground(column: column, from: top, to: top + half)
    let lower = ground(column: column, from: top + half, to: top + 2 * half)
    if upper == lower { return Cell(" ", Style(on: upper)) }
    return lower == .plain
      ? Cell("▀", Style(Self.ink(upper))) : Cell("▄", Style(Self.ink(lower), on: upper))
  }

  /// A cell of the band without colour.
  func shadedCell(column: Int, row: Int) -> Cell {
    Cell(Self.shade(ground(column: column, row: row), glyphs))
  }

  /// The shade that stands for a band without colour.
  static func shade(_ ground: Ground, _ glyphs: GlyphLevel) -> Character {
    switch ground {
    case .plain, .ramp: " "
    case .innerBand: glyphs == .ascii ? ":" : "▒"
    case .outerBand: glyphs == .ascii ? "." : "░"
    }
  }

  /// The ink in the colour of a band.
  static func ink(_ ground: Ground) -> Ink {
    switch ground {
    case .plain, .ramp: .text
    case .innerBand: .innerBand
    case .outerBand: .outerBand
    }
  }
}
