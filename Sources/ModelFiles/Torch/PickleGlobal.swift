/// The classes and functions of Python that a pickle may name.
///
/// None is run: each stands for a value of ours.
enum PickleGlobal: Equatable {
  /// `collections.OrderedDict`.
  case orderedDictionary
  /// `torch._utils._rebuild_tensor_v2`: a view of a storage.
  case rebuildTensor
  /// `torch._utils._rebuild_parameter`: a tensor.
  case rebuildParameter
  /// `torch.Size`: a tuple.
  case size
  /// A class of storages.
  case storage(ElementType)

  /// The global of a module and a name; any other is refused.
  init(module: String, name: String) throws(PickleFlaw) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor
    case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
    case ("torch", "Size"): self = .size
    case ("torch", _):
      guard let elementType = ElementType(torchStorage: name) else {
        throw .global("torch.\(name.prefix(80))")
      }
      self = .storage(elementType)
    default: throw .global("\(module.prefix(80)).\(name.prefix(80))")
    }
  }
}
