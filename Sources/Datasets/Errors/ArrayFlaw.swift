/// Why bytes are not a NumPy array that can be read.
public enum ArrayFlaw: Equatable, Sendable {
  /// They do not begin as `.npy` files do.
  case notNumPy
  /// The version of the format is none of 1, 2, 3.
  case version(Int)
  /// The file ends inside its header.
  case cutOff
  /// The header is not the dictionary it should be, from this byte of it on.
  case header(byte: Int, expected: String)
  /// The elements are of a type that holds no plain numbers.
  case elementType(String)
  /// The product of the axis lengths is larger than any file.
  case shapeOverflow([Int])
  /// The elements take more or fewer bytes than the shape says.
  case byteCount(expected: Int, found: Int)
  /// An element is not a whole number, though one was asked for.
  case notAWholeNumber(position: Int)

  /// The flaw in one sentence.
  var description: String {
    switch self {
    case .notNumPy: "the file does not begin as a NumPy array file does"
    case .version(let major): "NumPy format version \(major) is unknown; expected 1, 2 or 3"
    case .cutOff: "the file ends inside its header"
    case .header(let byte, let expected): "header byte \(byte): expected \(expected)"
    case .elementType(let descriptor):
      "elements of type \(descriptor) cannot be read; expected floats, integers or booleans"
    case .shapeOverflow(let lengths): "field shape: \(lengths) is too large"
    case .byteCount(let expected, let found):
      "the elements take \(found) bytes; expected \(expected) from shape and type"
    case .notAWholeNumber(let position):
      "element \(position + 1) is not a whole number in the range of integers"
    }
  }
}
