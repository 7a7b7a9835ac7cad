import FoundationEssentials
import ModelFiles

/// The files that commands name: relative paths start at the notebook's folder, or at the working
/// folder.
public struct NotebookFiles: Sendable {
  private let folder: String

  /// Files relative to a folder.
  public init(folder: String) { self.folder = folder }

  /// The path of a file as the system takes it.
  func path(_ name: String) -> String {
    if name.hasPrefix("/") { return name }
    if name.hasPrefix("~/") {
      return FileManager.default.homeDirectoryForCurrentUser.path + name.dropFirst(1)
    }
    return folder.isEmpty ? name : "\(folder)/\(name)"
  }

  /// Writes a text; what the file held before is kept beside it as `NAME~`.
  func write(_ text: String, to name: String) throws {
    try replaceFile(at: path(name), with: Array(text.utf8))
  }

  /// The files and folders whose path begins so, folders with a slash at the end.
  func names(startingWith start: String) -> [String] {
    let slash = start.lastIndex(of: "/")
    let parent = slash.map { String(start[...$0]) } ?? ""
    let beginning = slash.map { String(start[start.index(after: $0)...]) } ?? start
    let place = parent.isEmpty ? (folder.isEmpty ? "." : folder) : path(parent)
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return entries.filter {
      $0.hasPrefix(beginning) && (!$0.hasPrefix(".") || beginning.hasPrefix("."))
    }
    .sorted().map { name in
      var isFolder = false
      let found = FileManager.default.fileExists(atPath: "\(place)/\(name)", isDirectory: &isFolder)
      return parent + name + (found && isFolder ? "/" : "")
    }
  }
}
