/// The header of a safetensors file, checked against the length of the data that follow it.
struct SafetensorsHeader: Equatable, Sendable {
  /// The name under which the header holds texts instead of a tensor.
  static let metadataName = "__metadata__"
  /// The longest header that readers accept.
  static let byteLimit = 100_000_000

  let metadata: [String: String]
  let entries: [String: TensorEntry]

  init(json: [UInt8], dataBytes: Int) throws(SafetensorsError) {
    guard case .object(let members) = try Self.value(of: json) else {
      throw .structure(expected: "an object of tensors")
    }
    var metadata: [String: String] = [:]
    var entries: [TensorEntry] = []
    for member in members {
      if member.name == Self.metadataName {
        metadata = try Self.texts(member.value)
      } else {
        entries.append(try TensorEntry(name: member.name, description: member.value))
      }
    }
    try Self.checkTiling(entries, dataBytes: dataBytes)
    self.metadata = metadata
    self.entries = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0) })
  }

  private static func value(of json: [UInt8]) throws(SafetensorsError) -> JSONValue {
    do { return try JSONReader.value(of: json) } catch { throw .header(error) }
  }

  private static func texts(_ value: JSONValue) throws(SafetensorsError) -> [String: String] {
    guard case .object(let members) = value else {
      throw .structure(expected: "\(metadataName) to be an object of texts")
    }
    var texts: [String: String] = [:]
    for member in members {
      guard case .string(let text) = member.value else {
        throw .structure(expected: "\(metadataName), entry '\(member.name)', to be a text")
      }
      texts[member.name] = text
    }
    return texts
  }

  /// The tensors must lie end to end, from the first byte of the data to the last: no gap in which
  /// something could hide, and no byte that belongs to two.
  private static func checkTiling(
    _ entries: [TensorEntry], dataBytes: Int
  ) throws(SafetensorsError) {
    var end = 0
    let inFileOrder = entries.sorted {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    for entry in inFileOrder {
      guard entry.bytes.lowerBound == end else {
        throw .offset(tensor: entry.name, expected: end, found: entry.bytes.lowerBound)
      }
      end = entry.bytes.upperBound
    }
    guard end == dataBytes else { throw .coverage(tensorBytes: end, dataBytes: dataBytes) }
  }
}
