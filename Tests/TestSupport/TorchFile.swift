/// Writes what `torch.save` writes.
package struct TorchFile {
  /// A value that can be saved.
  package indirect enum Value {
    case none
    case integer(Int)
    case number(Double)
    case text(String)
    case list([Value])
    case dictionary([(name: String, value: Value)])
    case tensor([Int], [Double])
  }

  private var pickle: [UInt8] = [0x80, 2]
  private var storages: [[UInt8]] = []
  private let isDouble: Bool

  /// The bytes of a file that holds a value, its tensors in Double or in Float.
  package static func bytes(of value: Value, isDouble: Bool = true) -> [UInt8] {
    var file = TorchFile(isDouble: isDouble)
    let pickle = file.pickle + file.pickled(value) + [0x2E]
    return StoredZip.bytes(
      [("state/data.pkl", pickle), ("state/byteorder", Array("little".utf8))]
        + file.storages.enumerated().map { ("state/data/\($0)", $1) })
  }

  private init(isDouble: Bool) { self.isDouble = isDouble }

  private mutating func pickled(_ value: Value) -> [UInt8] {
    switch value {
    case .none: return [0x4E]
    case .integer(let integer): return Self.integer(integer)
    case .number(let number): return [0x47] + StoredZip.little(bits(number), 8).reversed()
    case .text(let text): return Self.text(text)
    case .list(let elements):
      return [0x5D, 0x28] + elements.flatMap { pickled($0) } + [0x65]
    case .dictionary(let entries):
      return [0x7D, 0x28] + entries.flatMap { Self.text($0.name) + pickled($0.value) } + [0x75]
    case .tensor(let lengths, let scalars):
      let key = "\(storages.count)"
      storages.append(
        scalars.flatMap {
          isDouble
            ? StoredZip.little(bits($0), 8) : StoredZip.little(Int(Float($0).bitPattern), 4)
        })
      let strides = lengths.indices.map { lengths[($0 + 1)...].reduce(1, *) }
      return Self.tensor(
        lengths, strides,
        storage: Self.storage(
          key: key, type: isDouble ? "DoubleStorage" : "FloatStorage", count: scalars.count))
    }
  }

  private func bits(_ number: Double) -> Int { Int(bitPattern: UInt(number.bitPattern)) }
}

// The instructions that make up values.
extension TorchFile {
  /// A text.
  package static func text(_ text: String) -> [UInt8] {
    [0x58] + StoredZip.little(text.utf8.count, 4) + Array(text.utf8)
  }

  /// An integer of eight bytes.
  package static func integer(_ integer: Int) -> [UInt8] {
    [0x8A, 8] + StoredZip.little(integer, 8)
  }

  /// A tuple.
  package static func tuple(_ elements: [[UInt8]]) -> [UInt8] {
    [0x28] + elements.flatMap(\.self) + [0x74]
  }

  /// A class or function of Python.
  package static func global(_ module: String, _ name: String) -> [UInt8] {
    [0x63] + Array("\(module)\n\(name)\n".utf8)
  }

  /// The storage of a key.
  package static func storage(key: String, type: String, count: Int) -> [UInt8] {
    tuple([text("storage"), global("torch", type), text(key), text("cpu"), integer(count)]) + [0x51]
  }

  /// A view of a storage.
  package static func tensor(
    _ lengths: [Int], _ strides: [Int], offset: Int = 0, storage: [UInt8], metadata: [UInt8] = []
  ) -> [UInt8] {
    global("torch._utils", "_rebuild_tensor_v2")
      + tuple([
        storage, integer(offset), tuple(lengths.map(integer)), tuple(strides.map(integer)), [0x89],
        global("collections", "OrderedDict") + [0x29, 0x52], metadata,
      ]) + [0x52]
  }
}
