/// Why a text is not JSON, and at which byte, counted from 1.
public enum JSONFlaw: Error, Equatable, Sendable, CustomStringConvertible {
  /// Something else than expected.
  case unexpected(byte: Int, expected: String)
  /// A name that the object already has.
  case duplicateName(String, byte: Int)
  /// Arrays and objects within each other beyond the limit.
  case tooDeep(byte: Int, limit: Int)
  /// A string that is not UTF-8.
  case notUTF8(byte: Int)
  /// A number that no Double holds.
  case numberOutOfRange(byte: Int)

  /// The flaw in one sentence.
  public var description: String {
    switch self {
    case .unexpected(let byte, let expected): "byte \(byte): expected \(expected)"
    case .duplicateName(let name, let byte): "byte \(byte): the name '\(name)' comes twice"
    case .tooDeep(let byte, let limit): "byte \(byte): nested more than \(limit) deep"
    case .notUTF8(let byte): "byte \(byte): the string is not UTF-8"
    case .numberOutOfRange(let byte): "byte \(byte): the number is too large"
    }
  }
}
