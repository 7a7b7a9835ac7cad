/// The best round ticks inside a range, after the extended Wilkinson algorithm
/// (Talbot, Lin and Hanrahan 2010).
///
/// A candidate has the ticks `(start + i) · q · 10^z` for i = 0 ..< count. Its score is
///
///     0.25 simplicity + 0.2 coverage + 0.5 density + 0.05 legibility,
///
/// and the search stops as soon as an upper bound of what follows cannot beat the best. Two things
/// differ from the paper: every tick is a multiple of the step, so that 325, 425, 525 never come
/// up, and ticks stay inside, for which a missing end weighs a quarter of what it does there.
struct WilkinsonSearch {
  private let lower: Double
  private let upper: Double
  private let target: Double
  private let legibility: (DecimalTicks) -> Double?
  private var best: DecimalTicks?
  private var bestScore = -2.0

  /// The round factors of a step, the simplest first, as `mantissa · 10^exponent`.
  private static let factors: [(mantissa: Int, exponent: Int)] = [
    (1, 0), (5, 0), (2, 0), (25, -1), (4, 0), (3, 0),
  ]

  /// The ticks inside a range, about as many as wished; `legibility` is nothing where a candidate
  /// cannot be shown.
  static func ticks(
    in range: ClosedRange<Double>, target: Int, legibility: @escaping (DecimalTicks) -> Double?
  ) -> DecimalTicks? {
    var search = WilkinsonSearch(
      lower: range.lowerBound, upper: range.upperBound, target: Double(max(2, target)),
      legibility: legibility)
    search.tryFactors()
    return search.best
  }

  private init(
    lower: Double, upper: Double, target: Double, legibility: @escaping (DecimalTicks) -> Double?
  ) {
    self.lower = lower
    self.upper = upper
    self.target = target
    self.legibility = legibility
  }

  private mutating func tryFactors() {
    for index in Self.factors.indices {
      let bound = simplicity(factor: index, hasZero: true)
      guard score(simplicity: bound, coverage: 1, density: 1) >= bestScore else { return }
      var count = 2
      while tryCount(count, factor: index, simplicity: bound) { count += 1 }
    }
  }

  /// Tries a number of ticks with ever larger steps; false when more ticks cannot win.
  private mutating func tryCount(_ count: Int, factor: Int, simplicity: Double) -> Bool {
    let density = Double(count) > target ? 2 - Double(count - 1) / (target - 1) : 1
    guard score(simplicity: simplicity, coverage: 1, density: density) >= bestScore else {
      return false
    }
    let (mantissa, shift) = Self.factors[factor]
    let gap = (upper - lower) / Double(count + 1) / Double(mantissa)
    var exponent = Int(decimalLogarithm(gap).rounded(.up)) - shift
    while true {
      let unit = Double(mantissa) * power(10, Double(exponent + shift))
      let width = unit * Double(count - 1)
      let coverage = coverageBound(width: width)
      guard unit.isFinite, unit > 0,
        score(simplicity: simplicity, coverage: coverage, density: density) >= bestScore
      else { return true }
      tryStarts(unit: unit, count: count, factor: factor, exponent: exponent + shift)
      exponent += 1
    }
  }

  /// Tries every start that keeps all ticks inside the range.
  private mutating func tryStarts(unit: Double, count: Int, factor: Int, exponent: Int) {
    let slack = 1e-9 * (upper - lower) / unit
    let first = (lower / unit - slack).rounded(.up)
    let last = (upper / unit + slack).rounded(.down) - Double(count - 1)
    guard first <= last, abs(first) < 1e15, abs(last) < 1e15 else { return }
    for start in Int(first)...Int(last) {
      consider(start..<start + count, unit: unit, factor: factor, exponent: exponent)
    }
  }

  private mutating func consider(
    _ multiples: Range<Int>, unit: Double, factor: Int, exponent: Int
  ) {
    let low = Double(multiples.lowerBound) * unit
    let high = low + unit * Double(multiples.count - 1)
    let simplicity = simplicity(factor: factor, hasZero: multiples.contains(0))
    let coverage = coverage(low: low, high: high)
    let density = density(count: multiples.count, low: low, high: high)
    let bound = score(simplicity: simplicity, coverage: coverage, density: density)
    guard bound > bestScore else { return }
    let mantissa = Self.factors[factor].mantissa
    let ticks = DecimalTicks(multiples: multiples.map { $0 * mantissa }, exponent: exponent)
    guard let legibility = legibility(ticks) else { return }
    let score = bound - 0.05 * (1 - legibility)
    if score > bestScore { (best, bestScore) = (ticks, score) }
  }

  /// The score of a candidate that is perfectly legible.
  private func score(simplicity: Double, coverage: Double, density: Double) -> Double {
    0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
  }

  private func simplicity(factor: Int, hasZero: Bool) -> Double {
    (hasZero ? 1 : 0) - Double(factor) / Double(Self.factors.count - 1)
  }

  /// `1 − ½ ((upper − high)² + (lower − low)²) / (0.2 span)²`.
  private func coverage(low: Double, high: Double) -> Double {
    let unit = 0.2 * (upper - lower)
    let (above, below) = ((upper - high) / unit, (lower - low) / unit)
    return 1 - 0.5 * (above * above + below * below)
  }

  /// The coverage of ticks of that total width at their best place.
  private func coverageBound(width: Double) -> Double {
    let missing = ((upper - lower) - width) / 2 / (0.2 * (upper - lower))
    return 1 - missing * missing
  }

  /// `2 − max(r/r*, r*/r)` with the density r = (count − 1) / width and the wished one r*.
  private func density(count: Int, low: Double, high: Double) -> Double {
    let density = Double(count - 1) / (high - low)
    let wished = (target - 1) / (max(high, upper) - min(low, lower))
    return 2 - max(density / wished, wished / density)
  }
}
