/// Writes zip archives of stored members, also such as are wrong in one place.
package struct StoredZip {
  /// What is written otherwise than it should be, or than usual.
  package struct Variant {
    /// Writes the fields of zip64, and the largest number in the others.
    package var isWide = false
    /// The method of every member; 0 stores.
    package var method = 0
    /// The flags of every member.
    package var flags = 0
    /// Added to every checksum.
    package var checksumError: UInt32 = 0
    /// Added to every size.
    package var sizeError = 0
    /// Added to the number of entries.
    package var countError = 0
    /// The comment at the end.
    package var comment = ""

    package init() {}
  }

  /// The bytes of an archive of members.
  package static func bytes(
    _ members: [(name: String, bytes: [UInt8])], _ variant: Variant = Variant()
  ) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in members {
      let offset = file.count
      let common =
        little(variant.flags, 2) + little(variant.method, 2) + little(0, 4)
        + little(Int(checksum(bytes) &+ variant.checksumError), 4)
      let size = bytes.count + variant.sizeError
      let sizes = little(variant.isWide ? 0xFFFF_FFFF : size, 4)
      let wide =
        little(1, 2) + little(24, 2) + little(size, 8) + little(size, 8) + little(offset, 8)
      let extra = variant.isWide ? little(0x4246, 2) + little(2, 2) + [0, 0] + wide : []
      file += little(0x0403_4B50, 4) + little(45, 2) + common + sizes + sizes
      file += little(name.utf8.count, 2) + little(0, 2) + Array(name.utf8) + bytes
      directory += little(0x0201_4B50, 4) + little(45, 2) + little(45, 2) + common + sizes + sizes
      directory += little(name.utf8.count, 2) + little(extra.count, 2) + little(0, 2)
      directory += little(0, 2) + little(0, 2) + little(0, 4)
      directory += little(variant.isWide ? 0xFFFF_FFFF : offset, 4) + Array(name.utf8) + extra
    }
    let start = file.count
    let count = members.count + variant.countError
    file += directory
    if variant.isWide {
      let record = file.count
      file += little(0x0606_4B50, 4) + little(44, 8) + little(45, 2) + little(45, 2)
      file += little(0, 4) + little(0, 4) + little(count, 8) + little(count, 8)
      file += little(directory.count, 8) + little(start, 8)
      file += little(0x0706_4B50, 4) + little(0, 4) + little(record, 8) + little(1, 4)
    }
    file += little(0x0605_4B50, 4) + little(0, 4)
    file += little(variant.isWide ? 0xFFFF : count, 2) + little(variant.isWide ? 0xFFFF : count, 2)
    file += little(variant.isWide ? 0xFFFF_FFFF : directory.count, 4)
    file += little(variant.isWide ? 0xFFFF_FFFF : start, 4)
    return file + little(variant.comment.utf8.count, 2) + Array(variant.comment.utf8)
  }

  /// A number in little-endian bytes.
  package static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// CRC-32 bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var remainder: UInt32 = ~0
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
      }
    }
    return ~remainder
  }
}
