import Tensors

/// What the header of a safetensors file says about one tensor.
struct TensorEntry: Equatable, Sendable {
  let name: String
  let elementType: ElementType
  let shape: Shape
  /// The bytes of the tensor, counted from the end of the header.
  let bytes: Range<Int>

  /// Reads the description of a tensor; fields that the format does not know are passed over.
  init(name: String, description: JSONValue) throws(SafetensorsError) {
    self.name = name
    guard case .object = description else {
      throw .field("(all)", tensor: name, expected: "an object")
    }
    guard case .string(let typeName)? = description["dtype"],
      let elementType = ElementType(rawValue: typeName)
    else { throw .field("dtype", tensor: name, expected: "the name of an element type") }
    self.elementType = elementType
    guard let lengths = description["shape"]?.naturals else {
      throw .field("shape", tensor: name, expected: "a list of whole numbers, 0 or more")
    }
    guard let offsets = description["data_offsets"]?.naturals, offsets.count == 2,
      offsets[0] <= offsets[1]
    else {
      throw .field("data_offsets", tensor: name, expected: "two offsets, the first not the larger")
    }
    bytes = offsets[0]..<offsets[1]
    let expected = try Self.byteCount(lengths, elementType, tensor: name)
    guard bytes.count == expected else {
      throw .byteCount(tensor: name, expected: expected, found: bytes.count)
    }
    shape = Shape(lengths)
  }

  /// The bytes that the elements take; types narrower than a byte must fill the last one.
  private static func byteCount(
    _ lengths: [Int], _ elementType: ElementType, tensor: String
  ) throws(SafetensorsError) -> Int {
    var count = 1
    for factor in lengths + [elementType.bitWidth] {
      let (product, overflow) = count.multipliedReportingOverflow(by: factor)
      guard !overflow else {
        throw .field("shape", tensor: tensor, expected: "a product that fits in 63 bits")
      }
      count = product
    }
    guard count % 8 == 0 else {
      throw .field("shape", tensor: tensor, expected: "elements that fill whole bytes")
    }
    return count / 8
  }
}

extension JSONValue {
  /// The elements of a list of whole numbers that are not negative.
  fileprivate var naturals: [Int]? {
    guard case .array(let elements) = self else { return nil }
    var naturals: [Int] = []
    for element in elements {
      guard case .integer(let integer) = element, integer >= 0 else { return nil }
      naturals.append(integer)
    }
    return naturals
  }
}
