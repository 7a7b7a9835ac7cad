/// The checked arguments of a command, by name.
///
/// An option that was not given has its default; what has neither is nil or empty. The typed
/// questions answer nil where the value has another form, which happens only if the signature
/// allows several.
public struct BoundArguments: Sendable {
  var values: [String: BoundValue] = [:]
  var flags: [String: Bool] = [:]
  var ranges: [String: Range<Int>] = [:]
  var flagRanges: [String: Range<Int>] = [:]
  /// Options that were named after columns, in the order given.
  public internal(set) var columnOptions: [(column: String, value: BoundValue)] = []

  /// The value of an argument.
  public subscript(name: String) -> BoundValue? { values[name] }

  /// Whether an argument was given, rather than left to its default.
  public func isGiven(_ name: String) -> Bool { ranges[name] != nil }

  /// Where an argument stands in the source, in characters; nil if it was not given.
  public func place(of name: String) -> Range<Int>? { ranges[name] }

  /// Where a switch stands in the source, which may have the name of an option; nil if it was not given.
  public func place(ofFlag name: String) -> Range<Int>? { flagRanges[name] }

  /// Whether a switch is on.
  public func isOn(_ flag: String) -> Bool { flags[flag] ?? false }
}

extension BoundArguments {
  /// The number of an argument.
  public func number(_ name: String) -> Double? { values[name]?.number }

  /// The whole number of an argument.
  public func integer(_ name: String) -> Int? { number(name).flatMap { Int(exactly: $0) } }

  /// The numbers of an argument that takes one, a list, or a range.
  public func numbers(_ name: String) -> [Double]? { values[name]?.numbers }

  /// The whole numbers of an argument that takes a list.
  public func integers(_ name: String) -> [Int]? {
    numbers(name)?.compactMap { Int(exactly: $0) }
  }

  /// The range of an argument.
  public func range(_ name: String) -> NumberRange? {
    guard case .range(let range)? = values[name] else { return nil }
    return range
  }

  /// The choice of an argument.
  public func choice(_ name: String) -> BoundChoice? {
    guard case .choice(let choice)? = values[name] else { return nil }
    return choice
  }

  /// The choices of an argument that takes one or several.
  public func choices(_ name: String) -> [BoundChoice] {
    list(name).compactMap { value in
      guard case .choice(let choice) = value else { return nil }
      return choice
    }
  }

  /// The object of an argument; nil means the current one.
  public func object(_ name: String) -> ObjectReference? { objects(name).first }

  /// The objects of an argument that takes several.
  public func objects(_ name: String) -> [ObjectReference] {
    list(name).compactMap { value in
      guard case .object(let reference) = value else { return nil }
      return reference
    }
  }

  /// The columns of an argument that takes one or several.
  public func columns(_ name: String) -> [ColumnReference] {
    list(name).compactMap { value in
      guard case .column(let column) = value else { return nil }
      return column
    }
  }

  /// The text of an argument.
  public func text(_ name: String) -> String? {
    guard case .text(let text)? = values[name] else { return nil }
    return text
  }

  /// The texts of an argument that takes several.
  public func texts(_ name: String) -> [String] {
    list(name).compactMap { value in
      guard case .text(let text) = value else { return nil }
      return text
    }
  }

  /// The file or folder of an argument.
  public func path(_ name: String) -> String? {
    guard case .path(let path)? = values[name] else { return nil }
    return path
  }

  /// The truth value of an argument.
  public func boolean(_ name: String) -> Bool? {
    guard case .boolean(let isTrue)? = values[name] else { return nil }
    return isTrue
  }

  /// The cell number of an argument.
  public func cell(_ name: String) -> Int? {
    guard case .cell(let number)? = values[name] else { return nil }
    return number
  }

  /// The values of an argument: those of a list, or the only one.
  public func list(_ name: String) -> [BoundValue] {
    guard let value = values[name] else { return [] }
    guard case .list(let elements) = value else { return [value] }
    return elements
  }
}

extension BoundValue {
  /// The number, if it is one.
  public var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// The numbers of a number, a list of numbers, or a range.
  public var numbers: [Double]? {
    switch self {
    case .number(let number): return [number]
    case .range(let range): return range.values
    case .list(let elements):
      let parts = elements.compactMap(\.numbers)
      return parts.count == elements.count ? parts.flatMap(\.self) : nil
    default: return nil
    }
  }
}
