extension Parser {
  /// A number, or a range that begins with it.
  ///
  ///     range := number '..' number [ 'log' | 'lin' ] [ count ]
  ///            | number '..' number 'step' number
  mutating func numberOrRange() throws(Problem) -> Value {
    let start = here
    let (first, firstUnit) = number() ?? (0, nil)
    guard peek() == .rangeDots else {
      return Value(.number(first, unit: firstUnit), range: start)
    }
    index += 1
    guard let (last, lastUnit) = number() else {
      throw Problem(
        .malformedRange, "The range has no second end.",
        at: start.lowerBound..<tokens[index - 1].range.upperBound)
    }
    let unit = lastUnit ?? firstUnit
    guard firstUnit == nil || firstUnit == unit else {
      throw Problem(
        .wrongUnit, "The ends of the range have different units.",
        at: start.lowerBound..<tokens[index - 1].range.upperBound)
    }
    var range = NumberRange(first, last, unit: unit)
    range.spacing = try spacing(of: range)
    let place = start.lowerBound..<tokens[index - 1].range.upperBound
    try check(range, at: place)
    return Value(.range(range), range: place)
  }

  private mutating func number() -> (Double, NumberUnit?)? {
    guard case .number(let value, let unit)? = peek() else { return nil }
    index += 1
    return (value, unit)
  }

  /// What follows the ends: these words and one whole number belong to the range.
  private mutating func spacing(of range: NumberRange) throws(Problem) -> NumberRange.Spacing {
    guard case .word(let word)? = peek(), peek(1) != .symbol(.equals) else {
      return .automatic(count: count())
    }
    switch word {
    case "log":
      index += 1
      return .logarithmic(count: count())
    case "lin":
      index += 1
      return .linear(count: count())
    case "step":
      index += 1
      let place = here
      guard let (step, unit) = number(), step > 0, unit == nil || unit == range.unit else {
        throw Problem(.malformedRange, "After 'step' there must be a distance above 0.", at: place)
      }
      return .step(step)
    default: return .automatic(count: nil)
    }
  }

  private mutating func count() -> Int? {
    guard case .number(_, unit: nil)? = peek(), peek(1) != .rangeDots,
      let count = Int(String(source[here]))
    else { return nil }
    index += 1
    return count
  }

  private func check(_ range: NumberRange, at place: Range<Int>) throws(Problem) {
    if case .logarithmic = range.spacing, range.start <= 0 || range.end <= 0 {
      throw Problem(
        .malformedRange, "A log range needs both ends above 0.", at: place,
        remedies: ["use lin, or other ends"])
    }
    guard (range.end - range.start).isFinite else {
      throw Problem(.malformedRange, "The range is too wide.", at: place)
    }
    if case .step(let step) = range.spacing {
      let steps = abs(range.end - range.start) / step
      guard steps < Double(NumberRange.maximalCount) else {
        throw Problem(.malformedRange, tooMany, at: place)
      }
    } else if !(1...NumberRange.maximalCount).contains(range.count) {
      throw Problem(
        .malformedRange, range.count < 1 ? "A range has at least 1 point." : tooMany, at: place)
    }
  }

  private var tooMany: String { "A range has at most \(NumberRange.maximalCount) points." }
}
