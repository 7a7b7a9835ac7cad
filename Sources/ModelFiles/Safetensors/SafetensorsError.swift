import Datasets

/// What can be wrong with a safetensors file, or with what is asked of it.
public enum SafetensorsError: Error, Equatable, Sendable {
  /// The system does not let the file be read.
  case unreadable(FileFailure)
  /// The system does not let the file be written.
  case unwritable(FileFailure)
  /// The file ends before its header does; the header would need so many bytes.
  case cutOff(fileBytes: Int, needed: UInt64)
  /// The header is longer than the format allows.
  case headerTooLong(bytes: UInt64, limit: Int)
  /// The header is not JSON.
  case header(JSONFlaw)
  /// A field of the header does not hold what it should.
  case field(String, tensor: String, expected: String)
  /// The header is not an object, or its metadata are not texts.
  case structure(expected: String)
  /// The elements of the shape do not take the bytes of the offsets.
  case byteCount(tensor: String, expected: Int, found: Int)
  /// A tensor does not begin where the one before it ends: a gap or an overlap.
  case offset(tensor: String, expected: Int, found: Int)
  /// The tensors do not cover the data of the file to its end.
  case coverage(tensorBytes: Int, dataBytes: Int)
  /// The file has no tensor of this name; those it has follow.
  case missingTensor(String, names: [String])
  /// The elements of a tensor are not of a type that can be read as asked.
  case elementType(tensor: String, found: ElementType, expected: String)
  /// An element is too large for an `Int`; elements are counted from 1.
  case integerOutOfRange(tensor: String, element: Int)
  /// A tensor is given a name that is taken or reserved.
  case name(String)
}

extension SafetensorsError: CustomStringConvertible {
  /// The error in one sentence, naming the tensor and the field.
  public var description: String {
    switch self {
    case .unreadable(let failure): "cannot read \(failure)"
    case .unwritable(let failure): "cannot write \(failure)"
    case .cutOff(let fileBytes, let needed):
      "the file has \(fileBytes) bytes; its header alone needs \(needed)"
    case .headerTooLong(let bytes, let limit):
      "the header claims \(bytes) bytes; expected at most \(limit)"
    case .header(let flaw): "the header is not valid JSON: \(flaw)"
    case .field(let field, let tensor, let expected):
      "tensor '\(tensor)', field \(field): expected \(expected)"
    case .structure(let expected): "the header: expected \(expected)"
    case .byteCount(let tensor, let expected, let found):
      "tensor '\(tensor)', field data_offsets: \(found) bytes; expected \(expected) from shape "
        + "and dtype"
    case .offset(let tensor, let expected, let found):
      "tensor '\(tensor)', field data_offsets: begins at \(found); expected \(expected), where "
        + "the tensor before it ends"
    case .coverage(let tensorBytes, let dataBytes):
      "the tensors take \(tensorBytes) bytes; the file holds \(dataBytes)"
    case .missingTensor(let name, let names):
      "there is no tensor '\(name)'; there are \(listed(names))"
    case .elementType(let tensor, let found, let expected):
      "tensor '\(tensor)' holds \(found.rawValue); expected \(expected)"
    case .integerOutOfRange(let tensor, let element):
      "tensor '\(tensor)', element \(element) is too large an integer"
    case .name(let name): "the tensor name '\(name)' is taken or reserved"
    }
  }
}
