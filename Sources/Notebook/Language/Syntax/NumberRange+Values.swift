import RealModule

extension NumberRange {
  static let defaultCount = 21
  /// The words that may follow the ends of a range.
  static let spacingWords: Set<String> = ["log", "lin", "step"]
  /// No question needs more points, and a slip of the finger should not fill the memory.
  static let maximalCount = 1_000_000

  /// Whether the numbers have equal ratios: asked for, or both ends positive and a factor 100 apart.
  public var isLogarithmic: Bool {
    switch spacing {
    case .logarithmic: true
    case .linear, .step: false
    case .automatic:
      start > 0 && end > 0 && max(start, end) / min(start, end) >= 100
    }
  }

  /// How many numbers the range has.
  public var count: Int {
    switch spacing {
    case .automatic(let count), .logarithmic(let count), .linear(let count):
      count ?? Self.defaultCount
    case .step(let step): Int((abs(end - start) / step * (1 + 1e-12)).rounded(.down)) + 1
    }
  }

  /// The numbers, the ends exactly as written.
  public var values: [Double] {
    let last = count - 1
    guard last > 0 else { return [start] }
    return (0...last).map { index in
      if case .step(let step) = spacing {
        return start + (end < start ? -step : step) * Double(index)
      }
      if index == 0 { return start }
      if index == last { return end }
      return interpolated(at: Double(index) / Double(last))
    }
  }

  /// A mean of the ends, so that neither a far end nor a small ratio overflows.
  private func interpolated(at fraction: Double) -> Double {
    guard isLogarithmic else { return start * (1 - fraction) + end * fraction }
    return .pow(10, .log10(start) * (1 - fraction) + .log10(end) * fraction)
  }
}
