import Tensors

extension SafetensorsFile {
  /// The elements of a tensor as numbers of the type asked for, each the nearest there is.
  ///
  /// Floats of 16 bits and more, integers and truth values can be read.
  public func tensor<Scalar: TensorScalar>(
    named name: String, as type: Scalar.Type = Scalar.self
  ) throws(SafetensorsError) -> Tensor<Scalar> {
    let (entry, bytes) = try entry(named: name)
    guard let numbers: [Scalar] = entry.elementType.numbers(in: bytes) else {
      throw .elementType(
        tensor: name, found: entry.elementType, expected: "floats of 16 bits or more, or integers")
    }
    return Tensor(shape: entry.shape, scalars: numbers)
  }

  /// The elements of a tensor of integers or truth values; floats are an error.
  public func integers(named name: String) throws(SafetensorsError) -> [Int] {
    let (entry, bytes) = try entry(named: name)
    if entry.elementType == .u64 {
      let patterns = ElementType.words(bytes, as: UInt64.self)
      if let large = patterns.firstIndex(where: { Int(exactly: $0) == nil }) {
        throw .integerOutOfRange(tensor: name, element: large + 1)
      }
    }
    guard let integers = entry.elementType.wholeNumbers(in: bytes) else {
      throw .elementType(tensor: name, found: entry.elementType, expected: "integers")
    }
    return integers
  }
}
