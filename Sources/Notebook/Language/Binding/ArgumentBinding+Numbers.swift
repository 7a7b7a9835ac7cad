extension ArgumentBinding {
  /// The number in the unit of a bare number, if the rule allows it.
  func number(
    _ value: Value, _ rule: NumberRule, _ kind: ValueKind, _ name: String
  ) throws(Problem) -> Double {
    guard case .number(let written, let unit) = value.content else {
      throw wrongForm(value, kind, name)
    }
    guard let number = rule.quantity.value(of: written, in: unit) else {
      throw wrongUnit(unit, rule, name, at: value.range)
    }
    guard rule.allows(number) else { throw notAllowed(value, rule, name) }
    return number
  }

  /// The range with both ends in the unit of a bare number, if the rule allows them.
  func range(
    _ value: Value, _ rule: NumberRule, _ kind: ValueKind, _ name: String
  ) throws(Problem) -> NumberRange {
    guard case .range(var range) = value.content else { throw wrongForm(value, kind, name) }
    let unit = range.unit
    guard let start = rule.quantity.value(of: range.start, in: unit),
      let end = rule.quantity.value(of: range.end, in: unit)
    else { throw wrongUnit(unit, rule, name, at: value.range) }
    if case .step(let step) = range.spacing {
      range.spacing = .step(rule.quantity.value(of: step, in: unit) ?? step)
    }
    range.start = start
    range.end = end
    range.unit = nil
    guard rule.allows(start), rule.allows(end) else { throw notAllowed(value, rule, name) }
    return range
  }

  private func wrongUnit(
    _ unit: NumberUnit?, _ rule: NumberRule, _ name: String, at range: Range<Int>
  ) -> Problem {
    let wanted = rule.quantity.units.map { "'\($0.unit.rawValue)'" }.joined(separator: ", ")
    return Problem(
      .wrongUnit,
      "\(name) has no unit '\(unit?.rawValue ?? "")'; write \(rule.phrase), alone or with \(wanted).",
      at: range)
  }

  private func notAllowed(_ value: Value, _ rule: NumberRule, _ name: String) -> Problem {
    Problem(
      .numberNotAllowed, "\(name) must be \(rule.phrase), and \(Printer.text(of: value)) is not.",
      at: value.range, remedies: ["help \(subject)"])
  }
}
