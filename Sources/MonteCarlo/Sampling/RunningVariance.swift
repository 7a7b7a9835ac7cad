/// The variances of coordinates that are seen one point after the other (Welford, 1962).
struct RunningVariance {
  private var count = 0.0
  private var means: [Double]
  private var squares: [Double]

  /// Nothing seen yet.
  init(dimension: Int) {
    means = [Double](repeating: 0, count: dimension)
    squares = means
  }

  /// Takes a point into account.
  mutating func add(_ point: [Double]) {
    count += 1
    for index in point.indices {
      let deviation = point[index] - means[index]
      means[index] += deviation / count
      squares[index] += deviation * (point[index] - means[index])
    }
  }

  /// The variances, drawn towards the unit of the coordinates as if that were five more points: few
  /// points may not set the masses alone.
  var shrunken: [Double] {
    squares.map { (count / max(1, count - 1) * $0 + 5) / (count + 5) }
  }
}
