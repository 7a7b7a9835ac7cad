import Datasets
import FoundationEssentials
import ModelFiles

/// Notebooks on disk.
public enum NotebookStore {
  /// Reads a notebook; says what is wrong, with the line, when it is none.
  public static func read(_ path: String) throws(Problem) -> NotebookFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Problem(.fileNotFound, "There is no notebook '\(path)' that can be read.")
    }
    do throws(NotebookFileError) {
      return try NotebookFile(bytes: Array(data))
    } catch {
      throw Problem(.fileMalformed, "\(path), line \(error.line): \(error).")
    }
  }

  /// Writes a notebook; what was there before is kept as `NAME~`.
  public static func write(_ notebook: NotebookFile, to path: String) throws(Problem) {
    try write(notebook.text, to: path)
  }

  /// Writes a notebook in a form for other programs; what was there before is kept as `NAME~`.
  public static func write(
    _ notebook: NotebookFile, as format: ExportFormat, to path: String
  ) throws(Problem) {
    try write(format.text(of: notebook), to: path)
  }

  private static func write(_ text: String, to path: String) throws(Problem) {
    do throws(FileFailure) {
      try replaceFile(at: path, with: Array(text.utf8))
    } catch {
      throw Problem.describing(error)
    }
  }

  /// The folder that a notebook's commands find files from.
  public static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
