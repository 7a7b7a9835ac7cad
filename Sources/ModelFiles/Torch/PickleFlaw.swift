/// Why a pickle is not one of tensors, numbers, texts and collections of them.
public enum PickleFlaw: Error, Equatable, Sendable {
  /// The bytes end before the pickle does.
  case cutOff
  /// An instruction that no such pickle needs.
  case instruction(UInt8)
  /// A version of the protocol other than 2.
  case version(Int)
  /// A class or function of Python, by its module and name; nothing of it is ever run.
  case global(String)
  /// Something else on the stack than an instruction needs.
  case unexpected(expected: String)
  /// A text that is not UTF-8.
  case notUTF8
  /// An integer of more than 64 bits.
  case integerTooLarge
  /// A storage whose length is not what the pickle says.
  case storageBytes(key: String, expected: Int, found: Int)
  /// A storage that cannot be read from the archive.
  case storage(ZipFlaw)
  /// A tensor that does not lie within its storage, or is larger than the file.
  case tensor(String)
  /// A key that a dictionary already has.
  case duplicateKey(String)
  /// Collections within each other beyond the limit, or within themselves.
  case tooDeep(limit: Int)
  /// More values than are read, perhaps by repeating the same ones.
  case tooManyValues(limit: Int)
}

extension PickleFlaw: CustomStringConvertible {
  /// The flaw in one sentence.
  public var description: String {
    switch self {
    case .cutOff: "the pickle is cut off"
    case .instruction(let code):
      "the instruction 0x\(String(code, radix: 16)) is none that a state dictionary needs"
    case .version(let version): "pickle protocol \(version); torch.save writes 2"
    case .global(let name):
      "it asks for \(name.jsonQuoted), which is no tensor, number, text or collection; save "
        + "state_dict(), not the object itself"
    case .unexpected(let expected): "expected \(expected)"
    case .notUTF8: "a text is not UTF-8"
    case .integerTooLarge: "an integer has more than 64 bits"
    case .storageBytes(let key, let expected, let found):
      "storage \(key.jsonQuoted) has \(found) bytes; expected \(expected)"
    case .storage(let flaw): "\(flaw)"
    case .tensor(let reason): "a tensor \(reason)"
    case .duplicateKey(let key): "the key \(key.jsonQuoted) comes twice in a dictionary"
    case .tooDeep(let limit): "collections are nested more than \(limit) deep"
    case .tooManyValues(let limit): "there are more than \(limit) values"
    }
  }
}
