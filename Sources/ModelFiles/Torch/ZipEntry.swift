/// What the directory of a zip archive says about one member.
struct ZipEntry: Equatable {
  /// The bytes of an entry before its name.
  static let fixedBytes = 46

  let name: String
  let checksum: UInt32
  /// The bytes of the member.
  let byteCount: Int
  /// Where the member's own header begins.
  let headerOffset: Int
  /// The bytes that the entry takes in the directory.
  let length: Int

  /// Reads the entry at the beginning of what is left of a directory.
  init(_ bytes: ArraySlice<UInt8>) throws(ZipFlaw) {
    guard bytes.count >= Self.fixedBytes, bytes.word(at: 0, as: UInt32.self) == 0x0201_4B50 else {
      throw .directory("is cut off or damaged")
    }
    let nameBytes = Int(bytes.word(at: 28, as: UInt16.self))
    let extraBytes = Int(bytes.word(at: 30, as: UInt16.self))
    let commentBytes = Int(bytes.word(at: 32, as: UInt16.self))
    length = Self.fixedBytes + nameBytes + extraBytes + commentBytes
    guard bytes.count >= length else { throw .directory("is cut off") }
    let rest = bytes.dropFirst(Self.fixedBytes)
    guard let name = String(validating: rest.prefix(nameBytes), as: UTF8.self) else {
      throw .directory("has a name that is not UTF-8")
    }
    self.name = name
    let (flags, method) = (bytes.word(at: 8, as: UInt16.self), bytes.word(at: 10, as: UInt16.self))
    guard flags & 1 == 0 else { throw .encrypted(member: name) }
    guard method == 0 else { throw .compressed(member: name, method: Int(method)) }
    checksum = bytes.word(at: 16, as: UInt32.self)
    var sizes = [20, 24, 42].map { UInt64(bytes.word(at: $0, as: UInt32.self)) }
    try Self.widen(&sizes, by: rest.dropFirst(nameBytes).prefix(extraBytes))
    guard let stored = Int(exactly: sizes[0]), let size = Int(exactly: sizes[1]),
      let offset = Int(exactly: sizes[2]), stored == size
    else { throw .place(member: name) }
    byteCount = size
    headerOffset = offset
  }

  /// Takes the sizes that 32 bits do not hold from the extra field of zip64: stored size, size and
  /// offset, where the field lists size before stored size and only those that are needed.
  private static func widen(
    _ sizes: inout [UInt64], by extra: ArraySlice<UInt8>
  ) throws(ZipFlaw) {
    var rest = extra
    while rest.count >= 4 {
      let isWide = rest.word(at: 0, as: UInt16.self) == 1
      let count = Int(rest.word(at: 2, as: UInt16.self))
      var field = rest.dropFirst(4).prefix(count)
      guard field.count == count else { throw .directory("has an extra field that is cut off") }
      rest = rest.dropFirst(4 + count)
      guard isWide else { continue }
      for place in [1, 0, 2] where sizes[place] == 0xFFFF_FFFF {
        guard field.count >= 8 else { throw .directory("has an extra field that is cut off") }
        sizes[place] = field.word(at: 0, as: UInt64.self)
        field = field.dropFirst(8)
      }
    }
  }
}
