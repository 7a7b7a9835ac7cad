/// Where the numbers of a column lie.
struct ColumnSpread {
  let mean: Double
  let deviation: Double
  let low: Double
  let high: Double

  /// `high - low`.
  var range: Double { high - low }

  /// The spread of each column of a row-major matrix.
  static func columns(_ values: [Double], width: Int) -> [ColumnSpread] {
    (0..<width).map { column in
      ColumnSpread(stride(from: column, to: values.count, by: width).lazy.map { values[$0] })
    }
  }

  init(_ values: some Sequence<Double>) {
    var (count, sum, low, high) = (0.0, 0.0, Double.infinity, -Double.infinity)
    for value in values {
      count += 1
      sum += value
      low = min(low, value)
      high = max(high, value)
    }
    let mean = sum / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = (squares / count).squareRoot()
    self.low = low
    self.high = high
  }
}
