import Datasets
import Tensors
import Testing
import TestSupport

@Suite struct NumPyFileTests {
  @Test(
    "every version, order and element type gives the numbers 0, 1, 2, ...",
    arguments: [
      ("f4_c", [2, 3]), ("f8_fortran", [2, 3]), ("be_f4", [3]), ("i8", [3]), ("u1", [3]),
      ("f2", [4]), ("v2_header", [3]), ("v3_header", [3]), ("empty", [0, 3]),
    ])
  func numbers(name: String, lengths: [Int]) throws {
    let file = try NumPyFile(contentsOf: fixturePath("Data/npy/\(name).npy"))
    let count = lengths.reduce(1, *)
    #expect(file.shape == Shape(lengths))
    #expect(file.tensor(as: Float.self).scalars == (0..<count).map { Float($0) })
    #expect(try file.integers() == Array(0..<count))
  }

  @Test("a scalar and truth values are read")
  func scalarAndBooleans() throws {
    let scalar = try NumPyFile(contentsOf: fixturePath("Data/npy/scalar.npy"))
    #expect(scalar.tensor(as: Double.self) == Tensor(3))
    let booleans = try NumPyFile(contentsOf: fixturePath("Data/npy/bool.npy"))
    #expect(try booleans.integers() == [1, 0])
  }

  @Test(
    "objects, structures and text are refused",
    arguments: [("object_refuse", "|O"), ("struct_refuse", "structure"), ("str_u5", "<U5")])
  func refused(name: String, descriptor: String) {
    #expect(throws: DatasetError.array(.elementType(descriptor))) {
      try NumPyFile(contentsOf: fixturePath("Data/npy/\(name).npy"))
    }
  }

  @Test("every file that is cut short is refused")
  func cutShort() throws {
    let bytes = try fixtureBytes("Data/npy/f8_fortran.npy")
    for length in bytes.indices {
      #expect(throws: DatasetError.self) { try NumPyFile(bytes: Array(bytes.prefix(length))) }
    }
    #expect(throws: DatasetError.array(.byteCount(expected: 48, found: 49))) {
      try NumPyFile(bytes: bytes + [0])
    }
  }

  private func file(_ header: String, data: [UInt8] = []) throws -> NumPyFile {
    try NumPyFile(
      bytes: [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
        + Array(header.utf8) + data)
  }

  @Test("elements of every width and sign are read in both byte orders")
  func widths() throws {
    func header(_ type: String) -> String {
      "{'shape': (2,), 'fortran_order': False, 'descr': '\(type)'}"
    }
    let data: [UInt8] = [0xFF, 0xFE, 0x01, 0x02]
    #expect(try file(header("<i2"), data: data).integers() == [-257, 0x0201])
    #expect(try file(header(">i2"), data: data).integers() == [-2, 0x0102])
    #expect(try file(header(">u2"), data: data).integers() == [0xFFFE, 0x0102])
    #expect(try file(header("|i1"), data: [0x80, 0x7F]).integers() == [-128, 127])
    let huge = try file(header("<u8"), data: [UInt8](repeating: 0xFF, count: 16))
    #expect(throws: DatasetError.array(.notAWholeNumber(position: 0))) { try huge.integers() }
    #expect(huge.tensor(as: Double.self).scalars == [0x1p64, 0x1p64])
  }

  @Test(
    "headers that are not the three fields are refused",
    arguments: [
      "", "{}", "{'descr': '<f8'}", "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
      "{'descr': '<f8', 'fortran_order': 0, 'shape': ()}",
      "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': ()}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (), 'x': 1}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': ()} x",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4)}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4, 0)}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,)}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2",
    ])
  func badHeaders(header: String) {
    #expect(throws: DatasetError.self) { try file(header) }
  }

  @Test("an axis of length 0 beside a long one takes no memory")
  func emptyAxis() throws {
    let file = try file("{'descr': '<f8', 'fortran_order': True, 'shape': (1000000000000, 0)}")
    #expect(file.tensor(as: Double.self).count == 0)
  }
}
