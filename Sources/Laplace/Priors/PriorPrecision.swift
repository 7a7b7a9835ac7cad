import Curvature

/// The precisions of the Gaussian prior over the weights: one for all, one for each parameter tensor or
/// named group of tensors, or one for each parameter.
public struct PriorPrecision: Equatable, Sendable {
  /// How the precisions are assigned to weights.
  public enum Shape: Equatable, Sendable {
    /// One precision for all.
    case scalar
    /// One for each selected parameter tensor, in their order.
    case tensors
    /// One for each group of selected tensors.
    case groups(PriorGroups)
    /// One for each selected parameter, in the order of the parameter vector.
    case parameters
  }

  /// How the precisions are assigned.
  public let shape: Shape
  /// The precisions, all positive and finite.
  public let values: [Double]

  /// Precisions of a shape; each must be positive and finite, and a scalar is a single one.
  public init(_ shape: Shape, _ values: [Double]) throws(LaplaceError) {
    for value in values where !(value > 0 && value.isFinite) {
      throw .invalidSetting(
        name: "prior precision", value: value, requirement: "positive and finite")
    }
    let expected: Int? =
      switch shape {
      case .scalar: 1
      case .groups(let groups): groups.names.count
      case .tensors, .parameters: nil
      }
    if let expected, values.count != expected {
      throw .priorLength(found: values.count, allowed: [expected])
    }
    self.shape = shape
    self.values = values
  }

  /// One precision for all weights.
  public init(_ value: Double) throws(LaplaceError) { try self.init(.scalar, [value]) }

  /// Precisions whose number tells their shape: one, one per selected tensor, or one per parameter.
  ///
  /// Throws `priorLength` where the number is none of these.
  public init(values: [Double], over selection: ParameterSelection) throws(LaplaceError) {
    let tensorCount = selection.layout.tensors.count
    switch values.count {
    case 1: try self.init(.scalar, values)
    case selection.count: try self.init(.parameters, values)
    case tensorCount: try self.init(.tensors, values)
    default:
      throw .priorLength(found: values.count, allowed: [1, tensorCount, selection.count])
    }
  }

  /// The precision of all weights; nil where they differ.
  public var scalar: Double? { shape == .scalar ? values[0] : nil }

  /// The same shape with other values.
  func with(_ values: [Double]) throws(LaplaceError) -> PriorPrecision {
    try PriorPrecision(shape, values)
  }

  /// For each selected tensor the place of its precision; nil where there is one per parameter.
  func places(ofTensorsIn selection: ParameterSelection) -> [Int]? {
    switch shape {
    case .scalar: selection.tensors.map { _ in 0 }
    case .tensors: Array(selection.tensors.indices)
    case .groups(let groups): groups.groupOfTensor
    case .parameters: nil
    }
  }

  /// Sums of numbers that stand for the selected parameters over those of each precision.
  func sums(of numbers: [Double], over selection: ParameterSelection) -> [Double] {
    guard let places = places(ofTensorsIn: selection) else { return numbers }
    var sums = [Double](repeating: 0, count: values.count)
    for (tensor, place) in places.enumerated() {
      sums[place] += numbers[selection.range(of: tensor)].reduce(0, +)
    }
    return sums
  }

  /// The number of parameters of each precision.
  func counts(over selection: ParameterSelection) -> [Int] {
    guard let places = places(ofTensorsIn: selection) else { return values.map { _ in 1 } }
    var counts = [Int](repeating: 0, count: values.count)
    for (tensor, place) in places.enumerated() {
      counts[place] += selection.range(of: tensor).count
    }
    return counts
  }

  /// Numbers that stand for the precisions, one for each selected parameter.
  func values(_ numbers: [Double], over selection: ParameterSelection) -> [Double] {
    guard let places = places(ofTensorsIn: selection) else { return numbers }
    return places.enumerated().flatMap { tensor, place in
      [Double](repeating: numbers[place], count: selection.range(of: tensor).count)
    }
  }

  /// Refuses a number of precisions that does not belong to the selected weights.
  func check(over selection: ParameterSelection) throws(LaplaceError) {
    let expected = shape.count(over: selection)
    guard values.count == expected else {
      throw .priorLength(found: values.count, allowed: [expected])
    }
    if case .groups(let groups) = shape, groups.groupOfTensor.count != selection.tensors.count {
      throw .priorLength(found: groups.groupOfTensor.count, allowed: [selection.tensors.count])
    }
  }
}

extension PriorPrecision.Shape {
  /// The number of precisions over selected weights.
  public func count(over selection: ParameterSelection) -> Int {
    switch self {
    case .scalar: 1
    case .tensors: selection.tensors.count
    case .groups(let groups): groups.names.count
    case .parameters: selection.count
    }
  }
}

extension PriorPrecision: CustomStringConvertible {
  /// The number, or the range of the numbers and how many there are.
  public var description: String {
    if let scalar { return "\(scalar)" }
    return "\(values.min() ?? 0)…\(values.max() ?? 0) (\(values.count))"
  }
}
