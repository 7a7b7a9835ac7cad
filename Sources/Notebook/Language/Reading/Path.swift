/// How a bare word is recognised as a file or folder.
package enum Path {
  /// The endings of files that a session reads or writes.
  static let suffixes = [
    ".csv", ".tsv", ".npy", ".npz", ".idx", ".libsvm", ".safetensors", ".onnx", ".json", ".jsonl",
    ".svg", ".txt", ".md", ".lap", ".html", ".ipynb", ".cast", ".sh", ".pt", ".pth", ".bin",
  ]

  /// Whether a word is a file or folder: it has a slash, a known ending, or is `-` or `.`.
  package static func isPath(_ word: String) -> Bool {
    word.contains("/") || word == "-" || word == "." || hasKnownSuffix(word)
  }

  /// Whether a word ends as files of ours do, also as a copy kept aside: `grid.csv`, `grid.csv~`.
  static func hasKnownSuffix(_ word: String) -> Bool {
    var word = word.lowercased()
    if word.hasSuffix("~") { word.removeLast() }
    return suffixes.contains(where: word.hasSuffix)
  }
}
