import Parallelism
import RealModule

extension LessonCheck {
  /// Whether it holds on what was done.
  func holds(on record: LessonRecord) -> Bool {
    switch self {
    case .any(let checks): checks.contains { $0.holds(on: record) }
    case .all(let checks): checks.allSatisfy { $0.holds(on: record) }
    case .not(let check): !check.holds(on: record)
    case .ran(let verbs): !record.verbs.isDisjoint(with: verbs)
    case .made(let kind, let tests):
      record.made.contains { made in
        made.object.kind == kind && tests.allSatisfy { $0.holds(on: made.object, named: made.name) }
      }
    }
  }
}

extension LessonCheck.Test {
  /// Whether the figure of an object compares so; a figure that the object lacks does not.
  func holds(on object: any SessionObject, named name: String) -> Bool {
    if key == [Self.decadesFromOptimum] {
      guard let decades = (object as? PosteriorObject)?.decadesFromOptimum else { return false }
      return holds(on: .number(decades))
    }
    return object.json(name: name).member(at: key[...]).map { holds(on: $0) } ?? false
  }

  /// The figure of a posterior that its JSON lacks.
  static let decadesFromOptimum = "decades_from_optimum"

  private func holds(on figure: JSONValue) -> Bool {
    switch (figure, value) {
    case (.number(let number), .number(let bound)): compares(number, bound)
    case (.integer(let number), .number(let bound)): compares(Double(number), bound)
    case (.text(let text), .word(let word)): comparesEqual(text == word)
    case (.boolean(let isTrue), .word(let word)): comparesEqual("\(isTrue)" == word)
    default: false
    }
  }

  private func comparesEqual(_ isEqual: Bool) -> Bool {
    switch comparison {
    case .equal: isEqual
    case .unequal: !isEqual
    case .less, .atMost, .greater, .atLeast: false
    }
  }

  private func compares(_ number: Double, _ bound: Double) -> Bool {
    switch comparison {
    case .equal: number == bound
    case .unequal: number != bound
    case .less: number < bound
    case .atMost: number <= bound
    case .greater: number > bound
    case .atLeast: number >= bound
    }
  }
}

extension JSONValue {
  /// The largest number within; nil where there is none.
  private var largest: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    case .array(let elements): elements.compactMap(\.largest).max()
    default: nil
    }
  }

  /// The part that names and places lead to; of an array `count` is the number of elements and `max` the
  /// largest number within.
  fileprivate func member(at path: ArraySlice<String>) -> JSONValue? {
    guard let first = path.first else { return self }
    switch self {
    case .object(let members):
      return members.first { $0.name == first }?.value.member(at: path.dropFirst())
    case .array(let elements) where first == "count" && path.count == 1:
      return .integer(elements.count)
    case .array where first == "max" && path.count == 1:
      return largest.map(JSONValue.number)
    case .array(let elements):
      guard let index = Int(first), elements.indices.contains(index) else { return nil }
      return elements[index].member(at: path.dropFirst())
    default: return nil
    }
  }
}

extension PosteriorObject {
  /// How far the prior precision is from where the evidence of the same curvature and noise is highest:
  /// |log₁₀ λ − log₁₀ λ*|; nil where there are several precisions or no optimum.
  fileprivate var decadesFromOptimum: Double? {
    let precisions = posterior.settings.priorPrecision.values
    guard precisions.count == 1,
      let tuned = try? posterior.tunedByEvidence(
        .scalar, keepingNoise: true, cancellation: Cancellation(), progress: .ignored),
      let best = tuned.posterior.settings.priorPrecision.values.first
    else { return nil }
    return abs(.log10(precisions[0]) - .log10(best))
  }
}
