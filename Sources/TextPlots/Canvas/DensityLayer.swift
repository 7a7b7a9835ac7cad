/// How many points fall into each cell, for clouds in which single points cannot be told apart.
struct DensityLayer {
  private let width: Int
  private var counts: [[Int: Int]]
  private(set) var most = 0

  init(width: Int, height: Int) {
    self.width = width
    counts = [[Int: Int]](repeating: [:], count: width * height)
  }

  /// Counts a point of a series.
  mutating func add(series: Int, column: Int, row: Int) {
    counts[row * width + column][series, default: 0] += 1
    most = max(most, counts[row * width + column].values.reduce(0, +))
  }

  /// The shade of a cell, in steps of the logarithm of its count, and the series with most points.
  func cell(column: Int, row: Int, ascii: Bool) -> (character: Character, series: Int)? {
    let cell = counts[row * width + column]
    let total = cell.values.reduce(0, +)
    guard total > 0, let owner = cell.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
      return nil
    }
    let shades = Self.shades(ascii: ascii)
    let height = decimalLogarithm(Double(total)) / max(decimalLogarithm(Double(most)), 0.1)
    let step = min(Int(height * Double(shades.count)), shades.count - 1)
    return (shades[step], owner.key)
  }

  /// From few to many.
  static func shades(ascii: Bool) -> [Character] {
    ascii ? [".", ":", "*", "#"] : ["░", "▒", "▓", "█"]
  }
}
