/// What can be wrong with a zip archive.
public enum ZipFlaw: Error, Equatable, Sendable {
  /// There is no record at the end that tells where the directory is.
  case noEndRecord
  /// The directory, or the record that tells where it is, contradicts itself or the file.
  case directory(String)
  /// A member is not where the directory says, or overruns the members' part of the file.
  case place(member: String)
  /// A member is compressed; the method is the number in the format.
  case compressed(member: String, method: Int)
  /// A member is encrypted.
  case encrypted(member: String)
  /// The bytes of a member are not those that were written.
  case checksum(member: String)
  /// There is no member of this name.
  case missing(member: String)
}

extension ZipFlaw: CustomStringConvertible {
  /// The flaw in one sentence.
  public var description: String {
    switch self {
    case .noEndRecord: "it has no zip directory at its end, so it is cut off or something else"
    case .directory(let reason): "its zip directory \(reason)"
    case .place(let member): "member \(member.jsonQuoted) is not where the zip directory says"
    case .compressed(let member, let method):
      "member \(member.jsonQuoted) is compressed (method \(method)); torch.save only stores"
    case .encrypted(let member): "member \(member.jsonQuoted) is encrypted"
    case .checksum(let member): "member \(member.jsonQuoted) is damaged: its CRC-32 differs"
    case .missing(let member): "it has no member \(member.jsonQuoted)"
    }
  }
}
