/// The line that opens a block of code in Markdown (CommonMark 0.31, section 4.5).
struct CodeFence {
  let marker: Character
  let length: Int
  let indentation: Int
  /// The words after the marks.
  let info: [Substring]

  /// The fence that a line opens; nil if it opens none.
  init?(opening line: Substring) {
    indentation = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(indentation)
    guard indentation <= 3, let marker = rest.first, marker == "`" || marker == "~" else {
      return nil
    }
    length = rest.prefix { $0 == marker }.count
    let info = rest.dropFirst(length)
    guard length >= 3, marker == "~" || !info.contains("`") else { return nil }
    self.marker = marker
    self.info = info.split { $0 == " " || $0 == "\t" }
  }

  /// Whether a line closes the block: the same marks, at least as many, and nothing else.
  func isClosed(by line: Substring) -> Bool {
    let indentation = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(indentation)
    let marks = rest.prefix { $0 == marker }
    return indentation <= 3 && marks.count >= length
      && rest.dropFirst(marks.count).allSatisfy { $0 == " " || $0 == "\t" }
  }

  /// Whether the block may be ours: written with backticks from the first column on.
  var isOurs: Bool { marker == "`" && indentation == 0 }

  /// The id among the words: `#c5`.
  var id: String? {
    guard let word = info.first(where: { $0.hasPrefix("#") && $0.count > 1 }) else { return nil }
    return String(word.dropFirst())
  }

  /// The shortest marks that no line of the body closes.
  static func marks(around body: String) -> String {
    let runs = rawLines(of: body).map { line in
      line.drop { $0 == " " }.prefix { $0 == "`" }.count
    }
    return String(repeating: "`", count: max(3, (runs.max() ?? 0) + 1))
  }
}
