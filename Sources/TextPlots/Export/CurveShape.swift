/// How a curve goes, in words.
struct CurveShape {
  private let points: [PlotPoint]

  /// The shape of points, read in ascending order of x.
  init(_ points: [PlotPoint]) {
    self.points = points.sorted { $0.x < $1.x }
  }

  /// `rises to -310.2 at λ = 4.98, then falls; one maximum`, or the like.
  func words(x name: String) -> String {
    guard let first = points.first, let last = points.last else { return "no points" }
    let label = name.isEmpty ? "x" : name
    switch turns.count {
    case 0:
      guard let rises = isRising.first else { return "constant \(number(first.y))" }
      return "\(rises ? "rises" : "falls") from \(number(first.y)) to \(number(last.y))"
    case 1:
      let turn = turns[0]
      let place = "\(number(turn.y)) at \(label) = \(number(turn.x))"
      return isRising[0]
        ? "rises to \(place), then falls; one maximum"
        : "falls to \(place), then rises; one minimum"
    default: return "turns \(turns.count) times"
    }
  }

  /// For each step that changes y whether it goes up.
  private var isRising: [Bool] {
    zip(points, points.dropFirst()).filter { $0.y != $1.y }.map { $0.y < $1.y }
  }

  /// The points where the direction changes.
  private var turns: [PlotPoint] {
    var turns: [PlotPoint] = []
    var direction: Bool?
    for (p, q) in zip(points, points.dropFirst()) where p.y != q.y {
      if let direction, direction != (p.y < q.y) { turns.append(p) }
      direction = p.y < q.y
    }
    return turns
  }

  private func number(_ x: Double) -> String { NumberFormat.formatted(x) }

  /// The places where another curve crosses this one, by linear interpolation.
  func crossings(with other: CurveShape) -> [Double] {
    let places = Set((points + other.points).map(\.x)).sorted()
    let differences = places.compactMap { x -> (x: Double, y: Double)? in
      guard let a = value(at: x), let b = other.value(at: x) else { return nil }
      return (x, a - b)
    }
    return zip(differences, differences.dropFirst()).compactMap { p, q in
      guard p.y != 0, q.y == 0 || p.y.sign != q.y.sign else { return nil }
      return p.x + (q.x - p.x) * (p.y / (p.y - q.y))
    }
  }

  private func value(at x: Double) -> Double? {
    guard let next = points.firstIndex(where: { $0.x >= x }) else { return nil }
    if points[next].x == x { return points[next].y }
    guard next > 0 else { return nil }
    let (p, q) = (points[next - 1], points[next])
    return p.y + (q.y - p.y) * ((x - p.x) / (q.x - p.x))
  }
}
