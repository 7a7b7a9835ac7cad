/// The lines of a Markdown text, those of a paragraph joined so that they can be broken anew.
func markdownParagraphs(of text: String) -> [String] {
  var lines: [String] = []
  var continues = false
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let isProse = line.first.map { $0.isLetter || "`*_(\"".contains($0) } ?? false
    if continues && isProse, let last = lines.popLast() {
      lines.append("\(last) \(line)")
    } else {
      lines.append(String(line))
    }
    continues = isProse || line.first == "-"
  }
  while lines.last?.isEmpty == true { lines.removeLast() }
  while lines.first?.isEmpty == true { lines.removeFirst() }
  return lines
}
