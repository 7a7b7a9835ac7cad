import Datasets

/// Why a file of PyTorch cannot be read.
public enum TorchError: Error, Equatable, Sendable {
  /// The system does not let the file be read.
  case unreadable(FileFailure)
  /// A file as PyTorch wrote it before version 1.6, without a zip archive.
  case legacy
  /// The archive cannot be used.
  case archive(ZipFlaw)
  /// The numbers are stored in another byte order than little-endian.
  case byteOrder(String)
  /// The pickle cannot be used; its bytes are counted from 1.
  case pickle(PickleFlaw, byte: Int)
}

extension TorchError: CustomStringConvertible {
  /// The error in one sentence, naming what was met.
  public var description: String {
    switch self {
    case .unreadable(let failure): "cannot read \(failure)"
    case .legacy:
      "the file has the format of PyTorch before 1.6; write it anew with torch.save of a newer one"
    case .archive(let flaw): "the file is not an archive of torch.save: \(flaw)"
    case .byteOrder(let order):
      "the numbers are stored in the byte order \(order.jsonQuoted); expected \"little\""
    case .pickle(let flaw, let byte): "data.pkl, byte \(byte): \(flaw)"
    }
  }
}
