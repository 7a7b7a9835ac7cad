/// Where the directory of a zip archive is, from the records at the end of the file.
struct ZipDirectory {
  /// The bytes of the directory.
  let range: Range<Int>
  /// The number of its entries.
  let entryCount: Int

  /// Finds the end record, and where there is one, the wider record of zip64.
  init(_ bytes: ArraySlice<UInt8>) throws(ZipFlaw) {
    guard let end = Self.endRecord(bytes) else { throw .noEndRecord }
    // Disks (2 x 2 bytes), entries here and in all (2 x 2), bytes and offset of the directory (2 x 4).
    let record = bytes[end...]
    var disks = [record.word(at: 4, as: UInt16.self), record.word(at: 6, as: UInt16.self)]
      .map(UInt64.init)
    let narrow = [
      UInt64(record.word(at: 8, as: UInt16.self)), UInt64(record.word(at: 10, as: UInt16.self)),
      UInt64(record.word(at: 12, as: UInt32.self)), UInt64(record.word(at: 16, as: UInt32.self)),
    ]
    var fields = narrow
    var limit = end
    if let wide = try Self.wideRecord(bytes, before: end) {
      limit = wide
      let record = bytes[wide...]
      disks = [record.word(at: 16, as: UInt32.self), record.word(at: 20, as: UInt32.self)]
        .map(UInt64.init)
      fields = stride(from: 24, to: 56, by: 8).map { record.word(at: $0, as: UInt64.self) }
      // A narrow field says the same, or by its largest value that it cannot.
      let largest: [UInt64] = [0xFFFF, 0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFF]
      for (place, value) in narrow.enumerated()
      where value != largest[place] && value != fields[place] {
        throw .directory("is described in two ways that differ")
      }
    }
    guard disks == [0, 0], fields[0] == fields[1] else {
      throw .directory("is one of several disks")
    }
    guard let count = Int(exactly: fields[1]), let size = Int(exactly: fields[2]),
      let offset = Int(exactly: fields[3]), offset <= limit, size <= limit - offset,
      count <= size / ZipEntry.fixedBytes
    else { throw .directory("is not within the file") }
    range = offset..<offset + size
    entryCount = count
  }

  /// The last place where an end record can begin whose comment takes the rest of the file.
  private static func endRecord(_ bytes: ArraySlice<UInt8>) -> Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xFFFF)...last).last { place in
      bytes[place] == 0x50 && bytes[place...].word(at: 0, as: UInt32.self) == 0x0605_4B50
        && Int(bytes[place...].word(at: 20, as: UInt16.self)) == last - place
    }
  }

  /// The place of the wider record that the locator before the end record points to; nil without one.
  private static func wideRecord(
    _ bytes: ArraySlice<UInt8>, before end: Int
  ) throws(ZipFlaw) -> Int? {
    let locator = end - 20
    guard locator >= 0, bytes[locator...].word(at: 0, as: UInt32.self) == 0x0706_4B50 else {
      return nil
    }
    guard let place = Int(exactly: bytes[locator...].word(at: 8, as: UInt64.self)),
      place <= locator - 56, bytes[place...].word(at: 0, as: UInt32.self) == 0x0606_4B50
    else { throw .directory("has no zip64 record where it should be") }
    return place
  }
}
