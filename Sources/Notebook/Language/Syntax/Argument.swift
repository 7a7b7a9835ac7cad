/// One argument of a command or of a call.
public enum Argument: Equatable, Sendable {
  /// A value known by its position.
  case value(Value)
  /// A value known by its name: `key=value`.
  case option(Name, Value)
  /// A switch: `+joint` turns on, `-legend` turns off.
  case flag(Name, isOn: Bool)

  /// Where it stands in the source, in characters.
  public var range: Range<Int> {
    switch self {
    case .value(let value): value.range
    case .option(let name, let value): name.range.lowerBound..<value.range.upperBound
    case .flag(let name, _): name.range
    }
  }
}
