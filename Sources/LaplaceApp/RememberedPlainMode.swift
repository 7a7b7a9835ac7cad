import FoundationEssentials
import Notebook

/// What `set plain` chose in an earlier session: an empty file beside the history.
struct RememberedPlainMode {
  private let path: String?

  init(environment: [String: String]) {
    path = StateFolder.path(environment: environment).map { $0 + "/plain" }
  }

  /// Whether the next session is to be plain.
  var isOn: Bool { path.map { FileManager.default.fileExists(atPath: $0) } ?? false }

  /// Remembers a choice; gives a line where that fails.
  func remember(_ isPlain: Bool) -> String? {
    guard let path, isPlain != isOn else { return nil }
    do {
      if isPlain {
        let folder = String(path.dropLast("/plain".count))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: path))
      } else {
        try FileManager.default.removeItem(atPath: path)
      }
      return nil
    } catch {
      return "the choice of plain mode holds for this session alone: \(path) cannot be written"
    }
  }
}
