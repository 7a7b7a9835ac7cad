/// Makes a value of the objects of a pickle.
///
/// Objects may be referred to many times and even from within themselves, so depth and number of the
/// values are limited.
struct PickleTree {
  private static let depthLimit = 100

  let nodes: [PickleNode]
  private var valueCount = 0
  private var depth = 0

  init(nodes: [PickleNode]) { self.nodes = nodes }

  /// The value of an object.
  mutating func value(of node: Int) throws(PickleFlaw) -> TorchValue {
    valueCount += 1
    guard valueCount <= PickleReader.valueLimit else {
      throw .tooManyValues(limit: PickleReader.valueLimit)
    }
    guard depth < Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
    depth += 1
    defer { depth -= 1 }
    switch nodes[node].content {
    case .value(let value): return value
    case .list: return .list(try values(of: nodes[node].children))
    case .tuple: return .tuple(try values(of: nodes[node].children))
    case .dictionary: return .dictionary(try entries(of: nodes[node].children))
    case .global, .storage:
      throw .unexpected(expected: "a value in place of a class, function or storage")
    }
  }

  private mutating func values(of children: [Int]) throws(PickleFlaw) -> [TorchValue] {
    var values: [TorchValue] = []
    for child in children { values.append(try value(of: child)) }
    return values
  }

  private mutating func entries(of children: [Int]) throws(PickleFlaw) -> [TorchValue.Entry] {
    var entries: [TorchValue.Entry] = []
    var keys: Set<TorchValue.Key> = []
    for place in stride(from: 0, to: children.count, by: 2) {
      let key: TorchValue.Key
      switch nodes[children[place]].content {
      case .value(.text(let text)): key = .text(text)
      case .value(.integer(let integer)): key = .integer(integer)
      default: throw .unexpected(expected: "texts or integers as keys")
      }
      guard keys.insert(key).inserted else { throw .duplicateKey("\(key)") }
      entries.append(TorchValue.Entry(key: key, value: try value(of: children[place + 1])))
    }
    return entries
  }
}
