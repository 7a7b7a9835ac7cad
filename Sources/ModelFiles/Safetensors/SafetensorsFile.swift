import Datasets
import Tensors

/// The tensors and texts of a safetensors file.
///
/// A file is eight bytes that give the length of the header, the header in JSON, and the elements of
/// the tensors, row-major and little-endian. It is checked as a whole before anything is handed out,
/// and its elements are read only after its header has been found good.
public struct SafetensorsFile: Equatable, Sendable {
  private let header: SafetensorsHeader
  private let data: [UInt8]

  /// Reads a file.
  public init(contentsOf path: String) throws(SafetensorsError) {
    let file = try reading { () throws(FileFailure) in try FileReader(path: path) }
    let byteCount = try reading { () throws(FileFailure) in try file.byteCount() }
    try self.init(byteCount: byteCount) { count throws(SafetensorsError) in
      try reading { () throws(FileFailure) in try file.next(count) }
    }
  }

  /// Reads the bytes of a file.
  public init(bytes: [UInt8]) throws(SafetensorsError) {
    var rest = bytes[...]
    try self.init(byteCount: bytes.count) { count throws(SafetensorsError) in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }

  private init(
    byteCount: Int, next: (Int) throws(SafetensorsError) -> [UInt8]
  ) throws(SafetensorsError) {
    guard byteCount >= 8 else { throw .cutOff(fileBytes: byteCount, needed: 8) }
    let length = try next(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= SafetensorsHeader.byteLimit else {
      throw .headerTooLong(bytes: length, limit: SafetensorsHeader.byteLimit)
    }
    let dataBytes = byteCount - 8 - Int(length)
    guard dataBytes >= 0 else { throw .cutOff(fileBytes: byteCount, needed: 8 + length) }
    header = try SafetensorsHeader(json: next(Int(length)), dataBytes: dataBytes)
    data = try next(dataBytes)
    // Somebody may cut the file short while it is read.
    guard data.count == dataBytes else {
      throw .coverage(tensorBytes: dataBytes, dataBytes: data.count)
    }
  }

  /// The texts that come with the tensors.
  public var metadata: [String: String] { header.metadata }

  /// The names of the tensors, sorted.
  public var names: [String] { header.entries.keys.sorted() }

  /// The shape of a tensor, nil when there is none of this name.
  public func shape(of name: String) -> Shape? { header.entries[name]?.shape }

  /// The type of the elements of a tensor, nil when there is none of this name.
  public func dtype(of name: String) -> ElementType? { header.entries[name]?.elementType }

  /// A tensor's description and its bytes.
  func entry(
    named name: String
  ) throws(SafetensorsError) -> (entry: TensorEntry, bytes: ArraySlice<UInt8>) {
    guard let entry = header.entries[name] else { throw .missingTensor(name, names: names) }
    return (entry, data[entry.bytes])
  }
}

private func reading<Result: ~Copyable>(
  _ body: () throws(FileFailure) -> Result
) throws(SafetensorsError) -> Result {
  do { return try body() } catch { throw .unreadable(error) }
}
