/// The type of the elements of a tensor in a file, by its name there.
public enum ElementType: String, CaseIterable, Sendable {
  /// Truth values, one byte each.
  case bool = "BOOL"
  /// Floats of 4 bits: a sign, 2 exponent bits, 1 mantissa bit.
  case f4 = "F4"
  /// Floats of 6 bits: 2 exponent bits, 3 mantissa bits.
  case f6e2m3 = "F6_E2M3"
  /// Floats of 6 bits: 3 exponent bits, 2 mantissa bits.
  case f6e3m2 = "F6_E3M2"
  /// Unsigned integers of 8 bits.
  case u8 = "U8"
  /// Integers of 8 bits.
  case i8 = "I8"
  /// Floats of 8 bits: 5 exponent bits, 2 mantissa bits.
  case f8e5m2 = "F8_E5M2"
  /// Floats of 8 bits: 4 exponent bits, 3 mantissa bits.
  case f8e4m3 = "F8_E4M3"
  /// Powers of two in 8 bits.
  case f8e8m0 = "F8_E8M0"
  /// As `F8_E4M3`, without a negative zero.
  case f8e4m3fnuz = "F8_E4M3FNUZ"
  /// As `F8_E5M2`, without a negative zero.
  case f8e5m2fnuz = "F8_E5M2FNUZ"
  /// Integers of 16 bits.
  case i16 = "I16"
  /// Unsigned integers of 16 bits.
  case u16 = "U16"
  /// Floats of 16 bits, IEEE binary16.
  case f16 = "F16"
  /// The upper halves of floats of 32 bits.
  case bf16 = "BF16"
  /// Integers of 32 bits.
  case i32 = "I32"
  /// Unsigned integers of 32 bits.
  case u32 = "U32"
  /// Floats of 32 bits.
  case f32 = "F32"
  /// Complex numbers of two floats of 32 bits.
  case c64 = "C64"
  /// Floats of 64 bits.
  case f64 = "F64"
  /// Integers of 64 bits.
  case i64 = "I64"
  /// Unsigned integers of 64 bits.
  case u64 = "U64"

  /// The bits of one element.
  public var bitWidth: Int {
    switch self {
    case .f4: 4
    case .f6e2m3, .f6e3m2: 6
    case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e8m0, .f8e4m3fnuz, .f8e5m2fnuz: 8
    case .i16, .u16, .f16, .bf16: 16
    case .i32, .u32, .f32: 32
    case .c64, .f64, .i64, .u64: 64
    }
  }
}
