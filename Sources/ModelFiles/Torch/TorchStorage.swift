/// The elements of one or several tensors, as one row of bytes of the file.
struct TorchStorage: Equatable, Sendable {
  let elementType: ElementType
  let bytes: ArraySlice<UInt8>

  /// The number of elements.
  var count: Int { bytes.count / elementType.byteWidth }
}

extension ElementType {
  /// The type of a storage by the name of its class in PyTorch; nil for others.
  init?(torchStorage name: String) {
    switch name {
    case "DoubleStorage": self = .f64
    case "FloatStorage": self = .f32
    case "HalfStorage": self = .f16
    case "BFloat16Storage": self = .bf16
    case "LongStorage": self = .i64
    case "IntStorage": self = .i32
    case "ShortStorage": self = .i16
    case "CharStorage": self = .i8
    case "ByteStorage": self = .u8
    case "BoolStorage": self = .bool
    default: return nil
    }
  }

  /// The bytes of an element; types narrower than a byte are no types of storages.
  var byteWidth: Int { bitWidth / 8 }
}
