import Tensors

extension SafetensorsFile {
  /// The elements of a tensor as numbers of the type asked for, each the nearest there is.
  ///
  /// Floats of 16 bits and more, integers and truth values can be read.
  public func tensor<Scalar: TensorScalar>(
    named name: String, as type: Scalar.Type = Scalar.self
  ) throws(SafetensorsError) -> Tensor<Scalar> {
    let (entry, bytes) = try entry(named: name)
    if let floats = floats(of: entry.elementType, bytes) {
      return Tensor(shape: entry.shape, scalars: converted(floats))
    }
    if let doubles = doubles(of: entry.elementType, bytes) {
      return Tensor(shape: entry.shape, scalars: converted(doubles))
    }
    throw .elementType(
      tensor: name, found: entry.elementType, expected: "floats of 16 bits or more, or integers")
  }

  /// The elements of a tensor of integers or truth values; floats are an error.
  public func integers(named name: String) throws(SafetensorsError) -> [Int] {
    let (entry, bytes) = try entry(named: name)
    if entry.elementType == .u64 {
      let patterns = words(bytes, as: UInt64.self)
      if let large = patterns.firstIndex(where: { Int(exactly: $0) == nil }) {
        throw .integerOutOfRange(tensor: name, element: large + 1)
      }
    }
    guard let integers = wholeNumbers(of: entry.elementType, bytes) else {
      throw .elementType(tensor: name, found: entry.elementType, expected: "integers")
    }
    return integers
  }
}

/// The elements of the types that a Float holds exactly, nil for others.
private func floats(of type: ElementType, _ bytes: ArraySlice<UInt8>) -> [Float]? {
  switch type {
  case .f32: words(bytes, as: UInt32.self).map { Float(bitPattern: $0) }
  case .f16: words(bytes, as: UInt16.self).map { Float(Float16(bitPattern: $0)) }
  case .bf16: words(bytes, as: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
  default: nil
  }
}

/// The elements of the other types that are numbers, nil for those that are not.
private func doubles(of type: ElementType, _ bytes: ArraySlice<UInt8>) -> [Double]? {
  switch type {
  case .f64: words(bytes, as: UInt64.self).map { Double(bitPattern: $0) }
  case .u64: words(bytes, as: UInt64.self).map { Double($0) }
  default: wholeNumbers(of: type, bytes)?.map { Double($0) }
  }
}

/// The elements of the integer types, nil for others; those of U64 must fit.
private func wholeNumbers(of type: ElementType, _ bytes: ArraySlice<UInt8>) -> [Int]? {
  switch type {
  case .bool: bytes.map { $0 == 0 ? 0 : 1 }
  case .u8: bytes.map { Int($0) }
  case .i8: bytes.map { Int(Int8(bitPattern: $0)) }
  case .i16: words(bytes, as: Int16.self).map { Int($0) }
  case .u16: words(bytes, as: UInt16.self).map { Int($0) }
  case .i32: words(bytes, as: Int32.self).map { Int($0) }
  case .u32: words(bytes, as: UInt32.self).map { Int($0) }
  case .i64: words(bytes, as: Int64.self).map { Int($0) }
  case .u64: words(bytes, as: UInt64.self).map { Int($0) }
  default: nil
  }
}

/// Little-endian words; a tensor may begin at any byte, so they are loaded unaligned.
private func words<Word: FixedWidthInteger>(
  _ bytes: ArraySlice<UInt8>, as type: Word.Type
) -> [Word] {
  let width = MemoryLayout<Word>.size
  return bytes.withUnsafeBytes { buffer in
    (0..<buffer.count / width).map {
      Word(littleEndian: buffer.loadUnaligned(fromByteOffset: $0 * width, as: Word.self))
    }
  }
}

/// Numbers of another type; the array itself where the type is the same.
private func converted<From: BinaryFloatingPoint, To: BinaryFloatingPoint>(
  _ numbers: [From]
) -> [To] {
  numbers as? [To] ?? numbers.map { To($0) }
}
