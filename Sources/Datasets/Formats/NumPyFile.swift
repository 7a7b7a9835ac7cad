import RealModule
import Tensors

/// A NumPy array file (`.npy`, versions 1 to 3): numbers of one type, in C or Fortran order.
///
/// Objects, structures and text are refused, and so is a file whose length is not what its header
/// says. Nothing larger than the file is set aside before that is checked.
public struct NumPyFile: Equatable, Sendable {
  /// The lengths of the axes.
  public let shape: Shape
  private let element: NumPyElement
  private let isFortranOrdered: Bool
  private let bytes: [UInt8]

  /// Reads a file.
  public init(contentsOf path: String) throws(DatasetError) {
    let file = try reading { () throws(FileFailure) in try FileReader(path: path) }
    let byteCount = try reading { () throws(FileFailure) in try file.byteCount() }
    try self.init(byteCount: byteCount) { count throws(DatasetError) in
      try reading { () throws(FileFailure) in try file.next(count) }
    }
  }

  /// Reads the bytes of a file.
  public init(bytes: [UInt8]) throws(DatasetError) {
    var rest = bytes[...]
    try self.init(byteCount: bytes.count) { count throws(DatasetError) in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }

  /// Reads piece by piece: the elements only after the header has been found good.
  private init(
    byteCount: Int, next: (Int) throws(DatasetError) -> [UInt8]
  ) throws(DatasetError) {
    let start = try next(8)
    guard start.starts(with: [0x93] + Array("NUMPY".utf8)) else { throw .array(.notNumPy) }
    guard start.count == 8 else { throw .array(.cutOff) }
    guard (1...3).contains(start[6]) else { throw .array(.version(Int(start[6]))) }
    // Version 1 writes the length of the header in two bytes, later ones in four.
    let lengthBytes = try next(start[6] == 1 ? 2 : 4)
    let headerBytes = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    let dataBytes = byteCount - 8 - lengthBytes.count - headerBytes
    guard dataBytes >= 0 else { throw .array(.cutOff) }

    let header = try NumPyHeader(next(headerBytes)[...])
    guard let element = NumPyElement(descriptor: header.descriptor) else {
      throw .array(.elementType(header.descriptor))
    }
    let expected = try Self.byteCount(of: header.shape, element)
    guard expected == dataBytes else {
      throw .array(.byteCount(expected: expected, found: dataBytes))
    }
    shape = Shape(header.shape)
    isFortranOrdered = header.isFortranOrdered
    self.element = element
    bytes = try next(dataBytes)
    // Somebody may cut the file short while it is read.
    guard bytes.count == dataBytes else {
      throw .array(.byteCount(expected: dataBytes, found: bytes.count))
    }
  }

  /// The elements, row-major, each as the nearest number of the type.
  public func tensor<Scalar: TensorScalar>(as type: Scalar.Type = Scalar.self) -> Tensor<Scalar> {
    Tensor(
      shape: shape, scalars: positions().map { Scalar(element.number(at: $0, in: bytes)) })
  }

  /// The elements, row-major, as whole numbers; one that is none is an error.
  public func integers() throws(DatasetError) -> [Int] {
    var integers: [Int] = []
    for position in positions() {
      guard let integer = element.integer(at: position, in: bytes) else {
        throw .array(.notAWholeNumber(position: integers.count))
      }
      integers.append(integer)
    }
    return integers
  }

  /// The bytes that the elements take; an axis of length 0 does not hide an overflow.
  private static func byteCount(
    of shape: [Int], _ element: NumPyElement
  ) throws(DatasetError) -> Int {
    var count = element.byteCount
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 1))
      guard !overflow else { throw .array(.shapeOverflow(shape)) }
      count = product
    }
    return shape.contains(0) ? 0 : count
  }

  /// Where the elements stand in the file, in row-major order.
  private func positions() -> [Int] {
    guard isFortranOrdered, shape.rank > 1, shape.count > 0 else { return Array(0..<shape.count) }
    // In Fortran order the first axis runs fastest: axis k has the stride d1 ... d(k-1).
    var positions = [0]
    var stride = 1
    let strides = shape.lengths.map { length in
      defer { stride *= length }
      return stride
    }
    for (length, stride) in zip(shape.lengths, strides) {
      positions = positions.flatMap { start in (0..<length).map { start + $0 * stride } }
    }
    return positions
  }
}
