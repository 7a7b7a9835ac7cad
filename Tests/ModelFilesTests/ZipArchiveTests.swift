import ModelFiles
import TestSupport
import Testing

/// Archives that hold the pickle of `True`, wrong in one place.
@Suite struct ZipArchiveTests {
  private static let members: [(name: String, bytes: [UInt8])] = [
    ("a/data.pkl", [0x80, 2, 0x88, 0x2E]), ("a/byteorder", Array("little".utf8)),
    ("a/version", Array("3\n".utf8)),
  ]

  private func flaw(_ bytes: [UInt8]) -> ZipFlaw? {
    do {
      _ = try TorchArchive(bytes: bytes)
    } catch TorchError.archive(let flaw) {
      return flaw
    } catch {
      Issue.record("\(error)")
    }
    return nil
  }

  private func flaw(_ change: (inout StoredZip.Variant) -> Void) -> ZipFlaw? {
    var variant = StoredZip.Variant()
    change(&variant)
    return flaw(StoredZip.bytes(Self.members, variant))
  }

  @Test("narrow and wide archives are read, with or without a comment")
  func variants() throws {
    for isWide in [false, true] {
      for comment in ["", "a comment", "PK\u{5}\u{6} and no record"] {
        var variant = StoredZip.Variant()
        (variant.isWide, variant.comment) = (isWide, comment)
        let archive = try TorchArchive(bytes: StoredZip.bytes(Self.members, variant))
        #expect(archive.value == .boolean(true))
      }
    }
  }

  @Test("what contradicts itself or the file is refused")
  func flaws() {
    #expect(flaw { $0.method = 8 } == .compressed(member: "a/data.pkl", method: 8))
    #expect(flaw { $0.flags = 1 } == .encrypted(member: "a/data.pkl"))
    #expect(flaw { $0.checksumError = 1 } == .checksum(member: "a/data.pkl"))
    #expect(flaw { $0.sizeError = -1 } == .checksum(member: "a/data.pkl"))
    #expect(flaw { $0.sizeError = 1 << 20 } == .place(member: "a/data.pkl"))
    #expect(flaw { ($0.sizeError, $0.isWide) = (1 << 40, true) } == .place(member: "a/data.pkl"))
    #expect(flaw { ($0.sizeError, $0.isWide) = (-1 << 40, true) } == .place(member: "a/data.pkl"))
    #expect(flaw { $0.countError = 1 } == .directory("is not within the file"))
    #expect(flaw { $0.countError = -1 } == .directory("has other entries than it says"))
    #expect(flaw { $0.countError = 1000 } == .directory("is not within the file"))
    #expect(
      flaw { ($0.countError, $0.isWide) = (1 << 60, true) } == .directory("is not within the file"))
    #expect(flaw([]) == .noEndRecord)
    #expect(
      flaw(StoredZip.bytes(Self.members + [Self.members[0]]))
        == .directory("has two members \"a/data.pkl\""))
    #expect(
      flaw(StoredZip.bytes([("data.pkl", Self.members[0].bytes)]))
        == .missing(member: "FOLDER/data.pkl"))
  }

  @Test("wide archives that are cut short or flipped never stop the program")
  func damagedWideArchives() {
    var variant = StoredZip.Variant()
    variant.isWide = true
    let bytes = StoredZip.bytes(Self.members, variant)
    for place in bytes.indices {
      #expect(throws: TorchError.self) { try TorchArchive(bytes: Array(bytes.prefix(place))) }
      for bit in 0..<8 {
        var flipped = bytes
        flipped[place] ^= 1 << UInt8(bit)
        if let archive = try? TorchArchive(bytes: flipped) {
          #expect(archive.value == .boolean(true))
        }
      }
    }
  }

  @Test("numbers in another byte order are refused")
  func byteOrder() {
    var members = Self.members
    members[1].bytes = Array("big".utf8)
    #expect(throws: TorchError.byteOrder("big")) {
      try TorchArchive(bytes: StoredZip.bytes(members))
    }
  }
}
