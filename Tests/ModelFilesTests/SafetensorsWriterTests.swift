import Foundation
import ModelFiles
import Tensors
import Testing
import TestSupport

@Suite struct SafetensorsWriterTests {
  private func randomTensor<Scalar: TensorScalar>(
    _ random: inout RandomStream, as type: Scalar.Type
  ) -> Tensor<Scalar> {
    let lengths = (0..<Int(random.next() % 4)).map { _ in Int(random.next() % 4) }
    let shape = Shape(lengths)
    return Tensor(shape: shape, scalars: (0..<shape.count).map { _ in Scalar(random.normal()) })
  }

  @Test("what is written is read", arguments: 0..<30)
  func roundTrip(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let floats = randomTensor(&random, as: Float.self)
    let doubles = randomTensor(&random, as: Double.self)
    let integers = (0..<Int(seed % 5)).map { _ in Int(truncatingIfNeeded: random.next()) }
    var writer = SafetensorsWriter(metadata: ["note \"\n": "\u{E9}\\\u{1}"])
    try writer.add("f \"1\"", floats)
    try writer.add("d", doubles)
    try writer.add("i", integers: integers)
    let file = try SafetensorsFile(bytes: writer.bytes())
    #expect(try file.tensor(named: "f \"1\"", as: Float.self) == floats)
    #expect(try file.tensor(named: "d", as: Double.self) == doubles)
    #expect(try file.integers(named: "i") == integers)
    #expect(file.metadata == writer.metadata)
    #expect(file.names == ["d", "f \"1\"", "i"])
  }

  @Test("the bytes do not depend on the order of adding", arguments: 0..<20)
  func determinism(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let order = random.permutation(8)
    func bytes(_ order: [Int]) throws -> [UInt8] {
      var writer = SafetensorsWriter()
      for index in order {
        writer.metadata["key \(index)"] = "\(index)"
        if index % 2 == 0 {
          try writer.add("t\(index)", Tensor<Float>([1, 2, Float(index)]))
        } else {
          try writer.add("t\(index)", Tensor<Double>([Double(index)]))
        }
      }
      return writer.bytes()
    }
    #expect(try bytes(order) == bytes(Array(0..<8)))
  }

  @Test("a file is written byte for byte as the format says")
  func layout() throws {
    var writer = SafetensorsWriter(metadata: ["a": "b"])
    try writer.add("x", Tensor<Float>(shape: [1, 1], scalars: [1]))
    try writer.add("n", integers: [2])
    let header =
      "{\"__metadata__\":{\"a\":\"b\"},"
      + "\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
      + "\"x\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]}}"
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let length = [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0]
    let data: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F]
    #expect(writer.bytes() == length + Array(padded.utf8) + data)
  }

  @Test("names that are taken or reserved are refused")
  func names() throws {
    var writer = SafetensorsWriter()
    try writer.add("a", integers: [1])
    #expect(throws: SafetensorsError.name("a")) { try writer.add("a", integers: [2]) }
    #expect(throws: SafetensorsError.name("__metadata__")) {
      try writer.add("__metadata__", integers: [2])
    }
  }

  @Test("a file that is replaced is kept beside the new one, and nothing else is left")
  func replacing() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.safetensors"
      for value in 1...3 {
        var writer = SafetensorsWriter()
        try writer.add("v", integers: [value])
        try writer.write(to: path)
      }
      #expect(try SafetensorsFile(contentsOf: path).integers(named: "v") == [3])
      #expect(try SafetensorsFile(contentsOf: path + "~").integers(named: "v") == [2])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }
  }

  @Test("what cannot be written is an error, and leaves what was there")
  func unwritable() throws {
    try withTemporaryFolder { folder in
      let writer = SafetensorsWriter()
      #expect(throws: SafetensorsError.self) { try writer.write(to: folder + "/no/file") }
      let taken = folder + "/folder"
      try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
      #expect(throws: SafetensorsError.self) { try writer.write(to: taken) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["folder"])
    }
  }
}
