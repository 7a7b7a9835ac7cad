import RealModule

/// The function of Branin, with three equal minima in its box (Dixon and Szegő, 1978).
enum Branin {
  /// The value at the minima, of which one lies at (π, 2.275).
  static let minimum = 0.397887357729739

  /// The point of the box -5…10 × 0…15 that coordinates between -1 and 1 stand for.
  static func point(_ coordinates: [Double]) -> [Double] {
    [2.5 + 7.5 * coordinates[0], 7.5 + 7.5 * coordinates[1]]
  }

  /// `(y - 5.1 x²/4π² + 5 x/π - 6)² + 10 (1 - 1/8π) cos x + 10` at a point of the box.
  static func value(at coordinates: [Double]) -> Double {
    let point = point(coordinates)
    let (x, y) = (point[0], point[1])
    let bow = y - 5.1 * x * x / (4 * .pi * .pi) + 5 * x / .pi - 6
    return bow * bow + 10 * (1 - 1 / (8 * .pi)) * .cos(x) + 10
  }
}
