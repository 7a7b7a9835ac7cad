import RealModule

/// A stretch of the axis of `x = log ρ`, four decades long, with Chebyshev points to interpolate from.
///
/// A function that is analytic for |Im x| < π, as everything rational in ρ with poles at negative ρ alone
/// is, is met by its interpolant with an error of the order of `1.89⁻ⁿ` for n points (Trefethen, 2013,
/// theorem 8.2: the Bernstein ellipse of a stretch of 9.2 fits into the strip).
struct ChebyshevStretch {
  /// The number of decades a stretch covers.
  static let decades = 4
  /// The number of points: enough for an error near 1e-10.
  static let pointCount = 40

  /// The place of the stretch: it begins at `ρ = 10^(4 index)`.
  let index: Int

  private static let length = Double(decades) * .log(10)

  init(index: Int) { self.index = index }

  /// The stretch that holds a positive number.
  init(holding value: Double) {
    index = Int((Double.log(value) / Self.length).rounded(.down))
  }

  /// The points, as values of ρ: `cos` of equal angles over the stretch of `log ρ`, both ends included.
  var values: [Double] {
    (0..<Self.pointCount).map {
      .exp((Double(index) + 0.5 + 0.5 * Self.unitPoint($0)) * Self.length)
    }
  }

  /// The weights with which the values at the points are summed to give that at ρ (the second barycentric
  /// form; Berrut and Trefethen, 2004, equation 4.2).
  func weights(at value: Double) -> [Double] {
    let place = 2 * (Double.log(value) / Self.length - Double(index)) - 1
    var weights = [Double](repeating: 0, count: Self.pointCount)
    for point in weights.indices {
      let distance = place - Self.unitPoint(point)
      if distance == 0 {
        weights = [Double](repeating: 0, count: Self.pointCount)
        weights[point] = 1
        return weights
      }
      let isEnd = point == 0 || point == Self.pointCount - 1
      weights[point] = (point.isMultiple(of: 2) ? 1 : -1) * (isEnd ? 0.5 : 1) / distance
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  private static func unitPoint(_ point: Int) -> Double {
    .cos(.pi * Double(point) / Double(pointCount - 1))
  }
}
