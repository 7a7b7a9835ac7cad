import FoundationEssentials
import Notebook
import Terminal

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension NotebookScreen {
  /// Control-X Control-E: the line in `$VISUAL` or `$EDITOR`, and back.
  func editInEditor() {
    let environment = ProcessInfo.processInfo.environment
    let program = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
    let file = FileManager.default.temporaryDirectory
      .appending(path: "laplace-\(getpid())-line.la")
    do {
      try Data(editor.text.utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let status = screen.lend { run(program, on: file.path) }
      guard status == 0 else {
        message = "\(program) ended with \(status); the line is as it was"
        return
      }
      var text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      while text.last?.isNewline == true { text.removeLast() }
      editor.set(text: text, point: text.count)
    } catch {
      message = "cannot edit in \(program): \(error)"
    }
  }

  /// Runs a program, which may have arguments of its own, on a file and waits for its end.
  private func run(_ program: String, on path: String) -> CInt {
    let words = ["/bin/sh", "-c", "exec \(program) \"$1\"", "sh", path]
    var arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process: pid_t = 0
    guard posix_spawn(&process, words[0], nil, nil, &arguments, environ) == 0 else { return -1 }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return (status >> 8) & 0xFF
  }
}
