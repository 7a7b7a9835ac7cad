/// The lines of a text with their endings, so that together they are the text, byte for byte.
func rawLines(of text: String) -> [Substring] {
  var lines: [Substring] = []
  var start = text.startIndex
  while let newline = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n")) {
    let end = text.utf8.index(after: newline)
    lines.append(text[start..<end])
    start = end
  }
  if start < text.endIndex { lines.append(text[start...]) }
  return lines
}

/// A line without its ending, which is a newline or a carriage return and a newline.
func withoutLineEnding(_ line: Substring) -> Substring {
  var bytes = line.utf8
  if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
  if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
  return Substring(bytes)
}

func endsWithNewline(_ text: String) -> Bool { text.utf8.last == UInt8(ascii: "\n") }

/// The number of the first line that is not UTF-8, counted from 1; nil if all of them are.
func firstLineThatIsNotUTF8(_ bytes: some Sequence<UInt8>) -> Int? {
  var parser = Unicode.UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  var line = 1
  while true {
    switch parser.parseScalar(from: &iterator) {
    case .valid(let scalar): if scalar.first == UInt8(ascii: "\n") { line += 1 }
    case .error: return line
    case .emptyInput: return nil
    }
  }
}
