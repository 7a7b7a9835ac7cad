import Datasets
import Tensors

/// Tensors and texts on their way into a safetensors file.
///
/// The same contents always give the same bytes, whatever the order in which they were added:
/// integers lie before doubles and doubles before floats, by name within a type, and the header is
/// padded with spaces so that the data begin at a multiple of eight bytes.
public struct SafetensorsWriter: Sendable {
  private struct Entry {
    let elementType: ElementType
    let shape: Shape
    let bytes: [UInt8]
  }

  /// The texts that go with the tensors.
  public var metadata: [String: String]
  private var entries: [String: Entry] = [:]

  /// A file without tensors.
  public init(metadata: [String: String] = [:]) { self.metadata = metadata }

  /// Adds a tensor under a name that is not yet taken, as F32 or F64 by its scalar.
  public mutating func add<Scalar>(
    _ name: String, _ tensor: Tensor<Scalar>
  ) throws(SafetensorsError) {
    if let floats = tensor.scalars as? [Float] {
      let bytes = littleEndianBytes(floats.map(\.bitPattern))
      try add(name, Entry(elementType: .f32, shape: tensor.shape, bytes: bytes))
    } else {
      let bytes = littleEndianBytes(tensor.scalars.map { Double($0).bitPattern })
      try add(name, Entry(elementType: .f64, shape: tensor.shape, bytes: bytes))
    }
  }

  /// Adds integers under a name that is not yet taken, as I64; without a shape they are a vector.
  public mutating func add(
    _ name: String, integers: [Int], shape: Shape? = nil
  ) throws(SafetensorsError) {
    let shape = shape ?? [integers.count]
    precondition(
      shape.count == integers.count, "shape \(shape) does not hold \(integers.count) elements")
    let bytes = littleEndianBytes(integers.map { Int64($0) })
    try add(name, Entry(elementType: .i64, shape: shape, bytes: bytes))
  }

  /// The bytes of the file.
  public func bytes() -> [UInt8] {
    let ordered = entries.sorted { left, right in
      (left.value.elementType.fileRank, left.key) < (right.value.elementType.fileRank, right.key)
    }
    var members: [String] = []
    if !metadata.isEmpty {
      members.append("\(SafetensorsHeader.metadataName.jsonQuoted):\(metadataObject)")
    }
    var data: [UInt8] = []
    for (name, entry) in ordered {
      let end = data.count + entry.bytes.count
      members.append(
        "\(name.jsonQuoted):{\"dtype\":\"\(entry.elementType.rawValue)\","
          + "\"shape\":[\(entry.shape.lengths.map(String.init).joined(separator: ","))],"
          + "\"data_offsets\":[\(data.count),\(end)]}")
      data += entry.bytes
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return littleEndianBytes([UInt64(header.count)]) + header + data
  }

  /// Writes the file in one step: it is there whole or not at all, and a file that was there before
  /// is kept as `NAME~`.
  public func write(to path: String) throws(SafetensorsError) {
    do { try replaceFile(at: path, with: bytes()) } catch { throw .unwritable(error) }
  }

  private var metadataObject: String {
    let members = metadata.sorted { $0.key < $1.key }.map {
      "\($0.key.jsonQuoted):\($0.value.jsonQuoted)"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private mutating func add(_ name: String, _ entry: Entry) throws(SafetensorsError) {
    guard name != SafetensorsHeader.metadataName, entries[name] == nil else { throw .name(name) }
    entries[name] = entry
  }
}

extension ElementType {
  /// The place among the types of a file: the widest come first.
  fileprivate var fileRank: Int {
    switch self {
    case .i64: 0
    case .f64: 1
    default: 2
    }
  }
}

private func littleEndianBytes<Word: FixedWidthInteger>(_ words: [Word]) -> [UInt8] {
  words.map(\.littleEndian).withUnsafeBytes { Array($0) }
}
