/// An object that a pickle builds.
///
/// Objects refer to each other by number, for a collection may be referred to before it is filled.
struct PickleNode {
  enum Content: Equatable {
    /// A value that does not change.
    case value(TorchValue)
    case list
    case tuple
    /// A dictionary; only the ordered kind may be given attributes, which are passed over.
    case dictionary(isOrdered: Bool)
    case global(PickleGlobal)
    case storage(TorchStorage)
  }

  let content: Content
  /// The elements of a collection; of a dictionary, keys and values in turn.
  var children: [Int] = []
}
