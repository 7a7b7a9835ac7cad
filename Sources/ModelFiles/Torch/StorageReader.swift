/// Makes storages of the members of an archive, and tensors of storages.
struct StorageReader {
  /// The archive.
  let archive: ZipArchive
  /// The folder that all members lie in, with its slash.
  let folder: String
  /// The members that were compared with their checksums, by key.
  private var checked: [String: ArraySlice<UInt8>] = [:]

  init(archive: ZipArchive, folder: String) {
    self.archive = archive
    self.folder = folder
  }

  /// The storage of a persistent id: `("storage", class, key, device, number of elements)`.
  mutating func storage(_ id: Int, in nodes: [PickleNode]) throws(PickleFlaw) -> TorchStorage {
    let parts = nodes[id].children
    guard nodes[id].content == .tuple, parts.count == 5,
      nodes[parts[0]].content == .value(.text("storage")),
      case .global(.storage(let elementType)) = nodes[parts[1]].content,
      case .value(.text(let key)) = nodes[parts[2]].content,
      case .value(.integer(let count)) = nodes[parts[4]].content
    else { throw .unexpected(expected: "a storage: its class, key, device and length") }
    let bytes = try member(key)
    let (expected, overflow) = count.multipliedReportingOverflow(by: elementType.byteWidth)
    guard !overflow, bytes.count == expected else {
      throw .storageBytes(key: key, expected: expected, found: bytes.count)
    }
    return TorchStorage(elementType: elementType, bytes: bytes)
  }

  private mutating func member(_ key: String) throws(PickleFlaw) -> ArraySlice<UInt8> {
    if let bytes = checked[key] { return bytes }
    do {
      let bytes = try archive.member("\(folder)data/\(key)")
      checked[key] = bytes
      return bytes
    } catch { throw .storage(error) }
  }

  /// The object that a call stands for.
  func reduced(
    _ callable: Int, arguments: Int, in nodes: [PickleNode]
  ) throws(PickleFlaw) -> PickleNode {
    guard case .global(let global) = nodes[callable].content, nodes[arguments].content == .tuple
    else { throw .unexpected(expected: "a call with its arguments") }
    let parts = nodes[arguments].children
    switch global {
    case .orderedDictionary:
      guard parts.isEmpty else { throw .unexpected(expected: "an empty OrderedDict") }
      return PickleNode(content: .dictionary(isOrdered: true))
    case .size:
      guard parts.count == 1, nodes[parts[0]].content == .tuple else {
        throw .unexpected(expected: "the lengths of a torch.Size")
      }
      return nodes[parts[0]]
    case .rebuildParameter:
      guard parts.count == 3, case .value(.tensor) = nodes[parts[0]].content else {
        throw .unexpected(expected: "the tensor of a Parameter")
      }
      return nodes[parts[0]]
    case .rebuildTensor:
      return PickleNode(content: .value(.tensor(try tensor(parts, in: nodes))))
    case .storage: throw .unexpected(expected: "no call of a storage's class")
    }
  }

  /// The tensor of `(storage, offset, lengths, strides, requires_grad, hooks)` and perhaps metadata.
  ///
  /// However often a view repeats its elements, it may not take more bytes than the file. Metadata can
  /// say that elements are to be negated or conjugated, so there may be none.
  private func tensor(
    _ parts: [Int], in nodes: [PickleNode]
  ) throws(PickleFlaw) -> TorchTensor {
    guard (6...7).contains(parts.count), case .storage(let storage) = nodes[parts[0]].content,
      case .value(.integer(let offset)) = nodes[parts[1]].content,
      let lengths = integers(parts[2], in: nodes), let strides = integers(parts[3], in: nodes),
      parts[5...].allSatisfy({ isEmpty($0, in: nodes) })
    else { throw .unexpected(expected: "a tensor: storage, offset, lengths and strides, no hooks") }
    return try TorchTensor(
      storage, offset: offset, lengths: lengths, strides: strides, byteLimit: archive.byteCount)
  }

  /// The integers of a tuple, one for each axis of a tensor; PyTorch has at most 64.
  private func integers(_ tuple: Int, in nodes: [PickleNode]) -> [Int]? {
    guard nodes[tuple].content == .tuple, nodes[tuple].children.count <= 64 else { return nil }
    var integers: [Int] = []
    for child in nodes[tuple].children {
      guard case .value(.integer(let integer)) = nodes[child].content else { return nil }
      integers.append(integer)
    }
    return integers
  }

  /// Whether an object is `None` or a dictionary without entries.
  private func isEmpty(_ node: Int, in nodes: [PickleNode]) -> Bool {
    switch nodes[node].content {
    case .value(.none): true
    case .dictionary: nodes[node].children.isEmpty
    default: false
    }
  }
}
