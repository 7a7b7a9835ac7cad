extension NotebookFile {
  /// The notebook with its outputs as ordinary blocks of text, without ids and hashes.
  var plainMarkdown: String {
    header.text
      + blocks.map { block in
        guard case .output(let output) = block else { return block.text }
        guard !output.text.isEmpty else { return "" }
        return FencedBlock(info: "text", content: output.text, lineEnding: lineEnding).text
      }.joined()
  }

  /// The cells as a shell script, the text between them as comments; the program must be on the path.
  var shellScript: String {
    let lines = blocks.flatMap { block -> [String] in
      switch block {
      case .text(let text):
        rawLines(of: text).map(withoutLineEnding).map { $0.isEmpty ? "" : "# \($0)" }
      case .cell(let cell): cell.source.split(separator: "\n").map(String.init)
      case .output: []
      }
    }
    var end = "LAPLACE"
    while lines.contains(end) { end += "_" }
    return (["#!/bin/sh", "exec laplace <<'\(end)'"] + lines + [end]).joined(separator: "\n") + "\n"
  }
}
