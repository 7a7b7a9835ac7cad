import TextPlots

/// The Markdown that notebooks use as HTML: headings, paragraphs, lists, blocks of code, and code within
/// a line; everything else is shown as it was written.
struct MarkdownHTML {
  /// The HTML.
  private(set) var text = ""
  private var paragraph: [Substring] = []
  private var items: [Substring] = []

  init(_ markdown: String) {
    var fence: CodeFence?
    var code: [Substring] = []
    for line in rawLines(of: markdown).map(withoutLineEnding) {
      if let open = fence {
        guard open.isClosed(by: line) else {
          code.append(line)
          continue
        }
        text += "<pre>\(markup(code.joined(separator: "\n")))</pre>\n"
        fence = nil
      } else if let opened = CodeFence(opening: line) {
        endParagraph()
        fence = opened
        code = []
      } else {
        take(line)
      }
    }
    endParagraph()
  }

  private mutating func take(_ line: Substring) {
    let marks = line.prefix { $0 == "#" }
    if line.allSatisfy({ $0 == " " || $0 == "\t" }) {
      endParagraph()
    } else if (1...6).contains(marks.count), line.dropFirst(marks.count).first == " " {
      endParagraph()
      text += "<h\(marks.count)>\(Self.inline(line.dropFirst(marks.count + 1)))</h\(marks.count)>\n"
    } else if line.hasPrefix("- ") || line.hasPrefix("* ") {
      if items.isEmpty { endParagraph() }
      items.append(line.dropFirst(2))
    } else if let last = items.last {
      items[items.count - 1] = last + "\n" + line.drop { $0 == " " }
    } else {
      paragraph.append(line)
    }
  }

  private mutating func endParagraph() {
    if !paragraph.isEmpty {
      text += "<p>\(Self.inline(Substring(paragraph.joined(separator: "\n"))))</p>\n"
    }
    if !items.isEmpty {
      text += "<ul>\n" + items.map { "<li>\(Self.inline($0))</li>\n" }.joined() + "</ul>\n"
    }
    (paragraph, items) = ([], [])
  }

  /// A text with what stands between backticks as code.
  private static func inline(_ line: Substring) -> String {
    let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else { return markup(line) }
    return pieces.enumerated().map { index, piece in
      index % 2 == 1 ? "<code>\(markup(piece))</code>" : markup(piece)
    }.joined()
  }
}
