import Foundation
import ModelFiles
import Tensors
import Testing
import TestSupport

@Suite struct SafetensorsFileTests {
  private static let verdicts: [String: String] = {
    let bytes = (try? fixtureBytes("Safetensors/verdicts.json")) ?? []
    return (try? JSONDecoder().decode([String: String].self, from: Data(bytes))) ?? [:]
  }()

  @Test("there is a verdict for each of the crafted files")
  func fixtures() { #expect(Self.verdicts.count == 34) }

  @Test(
    "crafted files are accepted and refused as by the reference library",
    arguments: verdicts.sorted { $0.key < $1.key })
  func crafted(name: String, verdict: String) {
    // Nothing says which of two tensors of one name is meant, so we refuse them.
    let accepted = verdict == "accept" && name != "dup_key.safetensors"
    let path = fixturePath("Safetensors/\(name)")
    let file = try? SafetensorsFile(contentsOf: path)
    #expect((file != nil) == accepted)
  }

  /// A file with the given header and a number of zero bytes.
  private func bytes(_ header: String, dataBytes: Int = 16) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    return length + Array(header.utf8) + [UInt8](repeating: 0, count: dataBytes)
  }

  private func error(_ header: String, dataBytes: Int = 16) -> SafetensorsError? {
    do {
      _ = try SafetensorsFile(bytes: bytes(header, dataBytes: dataBytes))
      return nil
    } catch { return error }
  }

  @Test("deep nesting and an endless header are refused")
  func hostileHeaders() {
    let nested = "{\"a\":" + String(repeating: "[", count: 200_000)
    #expect(error(nested) == .header(.tooDeep(byte: 133, limit: 128)))
    #expect(throws: SafetensorsError.headerTooLong(bytes: .max, limit: 100_000_000)) {
      try SafetensorsFile(bytes: [UInt8](repeating: 0xFF, count: 8))
    }
    #expect(throws: SafetensorsError.cutOff(fileBytes: 10, needed: 108)) {
      try SafetensorsFile(bytes: [100, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D])
    }
  }

  @Test("errors name the tensor and the field")
  func evidence() {
    let tensor = { (fields: String) in "{\"w\":{\(fields)}}" }
    #expect(
      error(tensor("\"dtype\":\"F32\",\"shape\":[4]"))
        == .field(
          "data_offsets", tensor: "w", expected: "two offsets, the first not the larger"))
    #expect(
      error(tensor("\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,16]"))
        == .byteCount(tensor: "w", expected: 12, found: 16))
    #expect(
      error(tensor("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]"))
        == .offset(tensor: "w", expected: 0, found: 8))
    #expect(
      error(tensor("\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]"), dataBytes: 17)
        == .coverage(tensorBytes: 16, dataBytes: 17))
    #expect(
      error(tensor("\"dtype\":\"F32\",\"shape\":[2,-2],\"data_offsets\":[0,16]"))?.description
        == "tensor 'w', field shape: expected a list of whole numbers, 0 or more")
    #expect(error("[]") == .structure(expected: "an object of tensors"))
  }

  @Test("every file that is cut short is refused")
  func cutShort() throws {
    let bytes = try fixtureBytes("Safetensors/unordered_keys.safetensors")
    for length in bytes.indices {
      #expect(throws: SafetensorsError.self) {
        try SafetensorsFile(bytes: Array(bytes.prefix(length)))
      }
    }
  }

  @Test("bytes turned at random end in an error or a file, never in a crash", arguments: 0..<200)
  func mutations(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    var bytes = try fixtureBytes("Safetensors/zero_size.safetensors")
    for _ in 0..<3 {
      bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
    }
    guard let file = try? SafetensorsFile(bytes: bytes) else { return }
    for name in file.names {
      let tensor = try? file.tensor(named: name, as: Double.self)
      #expect(tensor == nil || tensor?.shape == file.shape(of: name))
    }
  }

  private func file(_ type: String, count: Int, data: [UInt8]) throws -> SafetensorsFile {
    let header =
      "{\"t\":{\"dtype\":\"\(type)\",\"shape\":[\(count)],\"data_offsets\":[0,\(data.count)]}}"
    return try SafetensorsFile(bytes: bytes(header, dataBytes: 0) + data)
  }

  @Test(
    "elements of every readable type give their numbers",
    arguments: [
      ("F16", [0x00, 0x3C, 0x01, 0x80], [1, -0x1p-24]),
      ("BF16", [0x80, 0x3F, 0x20, 0xC0], [1, -2.5]),
      ("F32", [0, 0, 0x80, 0x3F], [1]), ("F64", [0, 0, 0, 0, 0, 0, 0xF0, 0xBF], [-1]),
      ("I8", [0xFF, 2], [-1, 2]), ("U8", [0xFF, 2], [255, 2]), ("BOOL", [1, 0], [1, 0]),
      ("I16", [0xFE, 0xFF], [-2]), ("U16", [0xFE, 0xFF], [65534]),
      ("I32", [0xFD, 0xFF, 0xFF, 0xFF], [-3]), ("U32", [0xFD, 0xFF, 0xFF, 0xFF], [4_294_967_293]),
      ("I64", [0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [-4]),
      ("U64", [0, 0, 0, 0, 0, 0, 0, 0x80], [0x1p63]),
    ] as [(String, [UInt8], [Double])])
  func elementTypes(type: String, data: [UInt8], expected: [Double]) throws {
    let file = try file(type, count: expected.count, data: data)
    #expect(file.dtype(of: "t")?.rawValue == type)
    #expect(try file.tensor(named: "t", as: Double.self).scalars == expected)
    #expect(try file.tensor(named: "t", as: Float.self).scalars == expected.map { Float($0) })
    if type.contains("F") {
      #expect(throws: SafetensorsError.self) { try file.integers(named: "t") }
    } else if type != "U64" {
      #expect(try file.integers(named: "t") == expected.map { Int($0) })
    }
  }

  @Test("integers too large, types without numbers and missing tensors are errors")
  func unreadable() throws {
    let large = try file("U64", count: 1, data: [UInt8](repeating: 0xFF, count: 8))
    #expect(throws: SafetensorsError.integerOutOfRange(tensor: "t", element: 1)) {
      try large.integers(named: "t")
    }
    let complex = try file("C64", count: 1, data: [UInt8](repeating: 0, count: 8))
    #expect(throws: SafetensorsError.self) { try complex.tensor(named: "t", as: Float.self) }
    #expect(throws: SafetensorsError.missingTensor("u", names: ["t"])) {
      try large.tensor(named: "u", as: Float.self)
    }
    #expect(large.shape(of: "u") == nil && large.dtype(of: "u") == nil)
  }

  @Test("metadata and tensors that begin at odd bytes are read")
  func metadataAndAlignment() throws {
    let texts = try SafetensorsFile(bytes: fixtureBytes("Safetensors/metadata_ok.safetensors"))
    #expect(texts.metadata == ["format": "pt"])
    let odd = try SafetensorsFile(bytes: fixtureBytes("Safetensors/offset_misaligned.safetensors"))
    #expect(odd.names == ["a", "b"] && odd.shape(of: "b") == [1])
    #expect(try odd.tensor(named: "b", as: Float.self).count == 1)
  }

  @Test("a file that is missing, a folder and a device are errors")
  func notAFile() {
    for path in [fixturePath("Safetensors/none"), fixturePath("Safetensors"), "/dev/zero"] {
      #expect(throws: SafetensorsError.self) { try SafetensorsFile(contentsOf: path) }
    }
  }
}
