/// An object of the session, named in a way that no other word can be read.
public enum Noun: Hashable, Sendable {
  /// The object that carries the name now: `p1`.
  case named(String)
  /// The object that carried the name some steps ago: `p1~1`.
  case previous(String, steps: Int)
  /// The result of a cell: `@5`.
  case cell(Int)
  /// The last result: `_`.
  case last
}

extension Noun: CustomStringConvertible {
  /// The noun as it is written in a command.
  public var description: String {
    switch self {
    case .named(let name): name
    case .previous(let name, let steps): "\(name)~\(steps)"
    case .cell(let number): "@\(number)"
    case .last: "_"
    }
  }
}
