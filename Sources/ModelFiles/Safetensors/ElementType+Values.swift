import Tensors

extension ElementType {
  /// The little-endian elements in bytes as numbers of a type, each the nearest there is; nil for the
  /// types that are no floats of 16 bits and more, integers or truth values.
  func numbers<Scalar: TensorScalar>(in bytes: ArraySlice<UInt8>) -> [Scalar]? {
    if let floats = floats(in: bytes) { return Self.converted(floats) }
    return doubles(in: bytes).map { Self.converted($0) }
  }

  /// The elements of the integer types, nil for others; those of U64 must fit.
  func wholeNumbers(in bytes: ArraySlice<UInt8>) -> [Int]? {
    switch self {
    case .bool: bytes.map { $0 == 0 ? 0 : 1 }
    case .u8: bytes.map { Int($0) }
    case .i8: bytes.map { Int(Int8(bitPattern: $0)) }
    case .i16: Self.words(bytes, as: Int16.self).map { Int($0) }
    case .u16: Self.words(bytes, as: UInt16.self).map { Int($0) }
    case .i32: Self.words(bytes, as: Int32.self).map { Int($0) }
    case .u32: Self.words(bytes, as: UInt32.self).map { Int($0) }
    case .i64: Self.words(bytes, as: Int64.self).map { Int($0) }
    case .u64: Self.words(bytes, as: UInt64.self).map { Int($0) }
    default: nil
    }
  }

  /// Little-endian words; a tensor may begin at any byte, so they are loaded unaligned.
  static func words<Word: FixedWidthInteger>(
    _ bytes: ArraySlice<UInt8>, as type: Word.Type
  ) -> [Word] {
    let width = MemoryLayout<Word>.size
    return bytes.withUnsafeBytes { buffer in
      (0..<buffer.count / width).map {
        Word(littleEndian: buffer.loadUnaligned(fromByteOffset: $0 * width, as: Word.self))
      }
    }
  }

  /// The elements of the types that a Float holds exactly, nil for others.
  private func floats(in bytes: ArraySlice<UInt8>) -> [Float]? {
    switch self {
    case .f32: Self.words(bytes, as: UInt32.self).map { Float(bitPattern: $0) }
    case .f16: Self.words(bytes, as: UInt16.self).map { Float(Float16(bitPattern: $0)) }
    case .bf16: Self.words(bytes, as: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    default: nil
    }
  }

  /// The elements of the other types that are numbers, nil for those that are not.
  private func doubles(in bytes: ArraySlice<UInt8>) -> [Double]? {
    switch self {
    case .f64: Self.words(bytes, as: UInt64.self).map { Double(bitPattern: $0) }
    case .u64: Self.words(bytes, as: UInt64.self).map { Double($0) }
    default: wholeNumbers(in: bytes)?.map { Double($0) }
    }
  }

  /// Numbers of another type; the array itself where the type is the same.
  private static func converted<From: BinaryFloatingPoint, To: BinaryFloatingPoint>(
    _ numbers: [From]
  ) -> [To] {
    numbers as? [To] ?? numbers.map { To($0) }
  }
}
