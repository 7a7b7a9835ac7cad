/// A block of code as it stands in the file: the opening line, the body, the closing line.
struct FencedBlock: Sendable {
  var opening: String
  var body: String
  var closing: String

  /// A block as it was read.
  init(opening: String, body: String, closing: String) {
    self.opening = opening
    self.body = body
    self.closing = closing
  }

  /// A new block around some content.
  init(info: String, content: String, lineEnding: String) {
    let lines = content.isEmpty ? [] : rawLines(of: content + "\n").map(withoutLineEnding)
    body = lines.map { $0 + lineEnding }.joined()
    let marks = CodeFence.marks(around: body)
    opening = marks + info + lineEnding
    closing = marks + lineEnding
  }

  var text: String { opening + body + closing }

  /// The body without its last line ending, all line endings as one newline.
  var content: String {
    rawLines(of: body).map { String(withoutLineEnding($0)) }.joined(separator: "\n")
  }
}
