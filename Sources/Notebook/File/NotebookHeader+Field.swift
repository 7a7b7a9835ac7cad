extension NotebookHeader.Field {
  /// A line of the header: `name: value  # comment`; anything else has no name.
  init(parsing line: Substring) {
    raw = String(line)
    let content = withoutLineEnding(line)
    let name = content.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let rest = content.dropFirst(name.count)
    guard !name.isEmpty, rest.first == ":" else {
      self.name = nil
      value = ""
      return
    }
    self.name = String(name)
    value = Self.value(of: rest.dropFirst().drop(while: \.isWhitespace))
  }

  /// The text in quotes; or what stands before a comment.
  private static func value(of text: Substring) -> String {
    if text.first == "\"", case .text(let quoted)? = Lexer.tokens(of: String(text)).first?.kind {
      return quoted
    }
    var end = text.endIndex
    for index in text.indices where text[index] == "#" {
      let isComment = index == text.startIndex || text[text.index(before: index)].isWhitespace
      guard isComment else { continue }
      end = index
      break
    }
    let value = text[..<end]
    let length = (value.lastIndex { !$0.isWhitespace }).map(value.index(after:)) ?? value.startIndex
    return String(value[..<length])
  }
}
