/// A zip archive whose members are stored as they are (PKWARE, APPNOTE 6.3).
///
/// The directory is checked as a whole; the bytes of a member are compared with their checksum when they
/// are asked for. Nothing is copied.
struct ZipArchive {
  private let bytes: ArraySlice<UInt8>
  private let entries: [String: ZipEntry]
  /// Where the members end and the directory begins.
  private let membersEnd: Int

  /// Reads the directory.
  init(_ bytes: [UInt8]) throws(ZipFlaw) {
    self.bytes = bytes[...]
    let directory = try ZipDirectory(self.bytes)
    membersEnd = directory.range.lowerBound
    var entries: [String: ZipEntry] = [:]
    var rest = self.bytes[directory.range]
    for _ in 0..<directory.entryCount {
      let entry = try ZipEntry(rest)
      guard entries.updateValue(entry, forKey: entry.name) == nil else {
        throw .directory("has two members \(entry.name.jsonQuoted)")
      }
      rest = rest.dropFirst(entry.length)
    }
    guard rest.isEmpty else { throw .directory("has other entries than it says") }
    self.entries = entries
  }

  /// The number of bytes of the file.
  var byteCount: Int { bytes.count }

  /// The names of the members, sorted.
  var names: [String] { entries.keys.sorted() }

  /// The bytes of a member.
  func member(_ name: String) throws(ZipFlaw) -> ArraySlice<UInt8> {
    guard let entry = entries[name] else { throw .missing(member: name) }
    // Signature, version, flags, method, time, date, checksum, sizes: 26 bytes; then the lengths of name
    // and extra field.
    guard entry.headerOffset <= membersEnd - 30 else { throw .place(member: name) }
    let header = bytes[entry.headerOffset..<membersEnd]
    let nameBytes = Int(header.word(at: 26, as: UInt16.self))
    let extraBytes = Int(header.word(at: 28, as: UInt16.self))
    let data = header.dropFirst(30 + nameBytes + extraBytes)
    guard header.word(at: 0, as: UInt32.self) == 0x0403_4B50,
      header.dropFirst(30).prefix(nameBytes).elementsEqual(name.utf8), data.count >= entry.byteCount
    else { throw .place(member: name) }
    let member = data.prefix(entry.byteCount)
    guard CRC32.checksum(member) == entry.checksum else { throw .checksum(member: name) }
    return member
  }
}
