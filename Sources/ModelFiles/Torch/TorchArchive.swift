import Datasets

/// What PyTorch wrote with `torch.save`: a zip archive of one pickle and the storages of its tensors.
///
/// The pickle may hold tensors, numbers, texts, and lists, tuples and dictionaries of them. Nothing in it
/// is run; a file with anything else, as a whole module, is refused. Storages are compared with their
/// checksums.
public struct TorchArchive: Equatable, Sendable {
  /// What was saved.
  public let value: TorchValue

  /// Reads a file.
  public init(contentsOf path: String) throws(TorchError) {
    let bytes: [UInt8]
    do throws(FileFailure) {
      let file = try FileReader(path: path)
      bytes = try file.next(try file.byteCount())
    } catch { throw .unreadable(error) }
    try self.init(bytes: bytes)
  }

  /// Reads the bytes of a file.
  public init(bytes: [UInt8]) throws(TorchError) {
    guard !bytes.starts(with: Self.legacyBeginning) else { throw .legacy }
    let storages: StorageReader
    let pickle: ArraySlice<UInt8>
    var byteOrder = "little"
    do throws(ZipFlaw) {
      let archive = try ZipArchive(bytes)
      let folder = try Self.folder(of: archive)
      pickle = try archive.member(folder + Self.pickleName)
      let orderName = folder + "byteorder"
      if archive.names.contains(orderName) {
        byteOrder = String(decoding: try archive.member(orderName), as: UTF8.self)
      }
      storages = StorageReader(archive: archive, folder: folder)
    } catch {
      throw .archive(error)
    }
    guard byteOrder == "little" else { throw .byteOrder(byteOrder) }
    value = try PickleReader.value(of: pickle, storages: storages)
  }

  /// Whether a file begins as one of PyTorch does, whatever its name.
  public static func isArchive(contentsOf path: String) throws(TorchError) -> Bool {
    do throws(FileFailure) {
      let file = try FileReader(path: path)
      _ = try file.byteCount()
      let beginning = try file.next(legacyBeginning.count)
      return beginning.starts(with: zipBeginning) || beginning == legacyBeginning
    } catch { throw .unreadable(error) }
  }

  private static let pickleName = "data.pkl"
  /// The header of a zip member.
  private static let zipBeginning: [UInt8] = [0x50, 0x4B, 3, 4]
  /// The pickle of a number that files before version 1.6 begin with.
  private static let legacyBeginning: [UInt8] =
    [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]

  /// The one folder that all members lie in, with its slash; it has the file's name at the time.
  private static func folder(of archive: ZipArchive) throws(ZipFlaw) -> String {
    let folders = archive.names.filter { name in
      name.hasSuffix("/" + pickleName) && name.count { $0 == "/" } == 1
    }.map { String($0.dropLast(pickleName.count)) }
    guard folders.count == 1 else { throw .missing(member: "FOLDER/" + pickleName) }
    return folders[0]
  }
}
