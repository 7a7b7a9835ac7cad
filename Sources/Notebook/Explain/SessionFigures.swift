/// Figures of a session's objects, found by the names they have in the form that scripts read.
enum SessionFigures {
  /// A figure and where it stands.
  struct Figure {
    /// The object, and the part of it: `r1`, `c1 map(m1)`.
    let place: String
    /// The figure, in words.
    let text: String
  }

  /// More are not shown.
  private static let limit = 3

  /// The first figures of any of some names in an object.
  static func figures(named names: Set<String>, in value: JSONValue, of object: String) -> [Figure]
  {
    var found: [Figure] = []
    collect(names, value, place: object, into: &found)
    return Array(found.prefix(limit))
  }

  private static func collect(
    _ names: Set<String>, _ value: JSONValue, place: String, into found: inout [Figure]
  ) {
    guard found.count < limit else { return }
    switch value {
    case .object(let members):
      let place = place + (members.first(where: { isLabel($0) }).map(label) ?? "")
      for (name, member) in members {
        if names.contains(name), let text = text(of: member, name: name, among: members) {
          found.append(Figure(place: place, text: text))
        } else {
          collect(
            names, member, place: name == "best" ? "\(place) at its best" : place, into: &found)
        }
      }
    case .array(let elements):
      for element in elements {
        guard case .object(let members) = element, members.contains(where: isLabel) else { return }
        collect(names, element, place: place, into: &found)
      }
    default: return
    }
  }

  private static func isLabel(_ member: (name: String, value: JSONValue)) -> Bool {
    guard ["name", "choice", "figure"].contains(member.name), case .text = member.value else {
      return false
    }
    return true
  }

  private static func label(_ member: (name: String, value: JSONValue)) -> String {
    guard case .text(let text) = member.value else { return "" }
    return " \(text)"
  }

  private static func text(
    of value: JSONValue, name: String, among members: [(name: String, value: JSONValue)]
  ) -> String? {
    switch value {
    case .number(let number):
      let figure = "\(name) = \(formatted(number, significant: 6))"
      return working(of: name, among: members).map { "\(name) = \($0) = \(formatted(number))" }
        ?? figure
    case .integer(let number): return "\(name) = \(number)"
    case .array(let elements):
      let numbers = elements.compactMap { element -> Double? in
        if case .number(let number) = element { number } else { nil }
      }
      return numbers.isEmpty || numbers.count < elements.count
        ? nil : "\(name) = " + Explanation.listed(numbers)
    default: return nil
    }
  }

  /// The formula of a score with the numbers of its bins, `1/30·|0.5 - 0.62| + …`; nil for others.
  private static func working(
    of name: String, among members: [(name: String, value: JSONValue)]
  ) -> String? {
    guard ["ece", "accuracy", "mce"].contains(name),
      case .array(let bins)? = members.first(where: { $0.name == "bins" })?.value
    else { return nil }
    let filled = bins.compactMap(ReliabilityFigures.init).filter { $0.count > 0 }
    let total = Int(filled.map(\.count).reduce(0, +))
    switch name {
    case "accuracy":
      return "\(Int(filled.map { $0.count * $0.accuracy }.reduce(0, +).rounded()))/\(total)"
    case "mce": return "max(" + filled.map(\.gap).joined(separator: ", ") + ")"
    default:
      return filled.map { "\(Int($0.count))/\(total)·\($0.gap)" }.joined(separator: " + ")
    }
  }
}

/// A bin of a reliability diagram, as scripts read it.
private struct ReliabilityFigures {
  let count: Double
  let accuracy: Double
  let confidence: Double

  init?(_ bin: JSONValue) {
    guard case .object(let members) = bin else { return nil }
    func number(_ name: String) -> Double? {
      switch members.first(where: { $0.name == name })?.value {
      case .number(let number): number
      case .integer(let number): Double(number)
      default: nil
      }
    }
    guard let count = number("n"), let accuracy = number("accuracy"),
      let confidence = number("confidence")
    else { return nil }
    (self.count, self.accuracy, self.confidence) = (count, accuracy, confidence)
  }

  /// `|accuracy - confidence|` in figures.
  var gap: String {
    "|\(formatted(accuracy, significant: 3)) - \(formatted(confidence, significant: 3))|"
  }
}
