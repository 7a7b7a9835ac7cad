/// What a file of PyTorch holds: tensors, numbers, texts, and collections of them.
public enum TorchValue: Equatable, Sendable {
  /// Python's `None`.
  case none
  /// A truth value.
  case boolean(Bool)
  /// An integer.
  case integer(Int)
  /// A floating-point number.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([TorchValue])
  /// A tuple, also a `torch.Size`.
  case tuple([TorchValue])
  /// A dictionary in the order of the file, ordered or not; its keys differ.
  case dictionary([Entry])
  /// A tensor, also a `torch.nn.Parameter`.
  case tensor(TorchTensor)

  /// A key of a dictionary and the value under it.
  public struct Entry: Equatable, Sendable {
    /// The key.
    public let key: Key
    /// The value.
    public let value: TorchValue
  }

  /// A key of a dictionary.
  public enum Key: Hashable, Sendable, CustomStringConvertible {
    /// A text.
    case text(String)
    /// An integer.
    case integer(Int)

    /// The text or the integer.
    public var description: String {
      switch self {
      case .text(let text): text
      case .integer(let integer): "\(integer)"
      }
    }
  }

  /// The value under a text of a dictionary; nil where there is none.
  public subscript(name: String) -> TorchValue? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries.first { $0.key == .text(name) }?.value
  }
}
