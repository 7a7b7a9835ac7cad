/// Reads a notebook line by line.
struct NotebookReader {
  private let lines: [Substring]
  private var index = 0
  private var cellIDs: Set<String> = []
  private var outputIDs: Set<String> = []

  init(_ text: String) { lines = rawLines(of: text) }

  /// The header, checked field by field.
  mutating func header() throws(NotebookFileError) -> NotebookHeader {
    guard let first = lines.first, isDashes(first, afterByteOrderMark: true) else {
      throw .missingHeader
    }
    index = 1
    var fields: [NotebookHeader.Field] = []
    while index < lines.count, !isDashes(lines[index]) {
      let field = NotebookHeader.Field(parsing: lines[index])
      try check(field, after: fields)
      fields.append(field)
      index += 1
    }
    guard index < lines.count else { throw .unterminatedHeader(line: 1) }
    index += 1
    guard fields.contains(where: { $0.name == "la" }) else { throw .missingVersion(line: 1) }
    return NotebookHeader(
      opening: String(first), fields: fields, closing: String(lines[index - 1]))
  }

  private func isDashes(_ line: Substring, afterByteOrderMark: Bool = false) -> Bool {
    var content = withoutLineEnding(line).unicodeScalars
    if afterByteOrderMark, content.first == "\u{FEFF}" { content.removeFirst() }
    while content.last == " " { content.removeLast() }
    return content.elementsEqual("---".unicodeScalars)
  }

  private func check(
    _ field: NotebookHeader.Field, after others: [NotebookHeader.Field]
  ) throws(NotebookFileError) {
    guard let name = field.name else { return }
    let line = index + 1
    guard !others.contains(where: { $0.name == name }) else {
      throw .repeatedField(line: line, name: name)
    }
    switch name {
    case "la" where field.value != NotebookHeader.version:
      throw .unknownVersion(line: line, found: field.value)
    case "seed" where Int(field.value).map { $0 < 0 } ?? true:
      throw .malformedField(
        line: line, name: name, found: field.value, expected: "a whole number from 0 on")
    case "outputs" where NotebookHeader.Outputs(rawValue: field.value) == nil:
      throw .malformedField(
        line: line, name: name, found: field.value, expected: "none, text or full")
    default: break
    }
  }

  /// The pieces after the header.
  mutating func blocks() throws(NotebookFileError) -> [NotebookBlock] {
    var blocks: [NotebookBlock] = []
    var text = ""
    while index < lines.count {
      guard let fence = CodeFence(opening: withoutLineEnding(lines[index])) else {
        text += lines[index]
        index += 1
        continue
      }
      let line = index + 1
      let block = try fencedBlock(fence)
      if let ours = try ownBlock(fence, block, line: line) {
        if !text.isEmpty { blocks.append(.text(text)) }
        text = ""
        blocks.append(ours)
      } else {
        text += block.text
      }
    }
    if !text.isEmpty { blocks.append(.text(text)) }
    return blocks
  }

  private mutating func fencedBlock(_ fence: CodeFence) throws(NotebookFileError) -> FencedBlock {
    let start = index
    index += 1
    while index < lines.count, !fence.isClosed(by: withoutLineEnding(lines[index])) { index += 1 }
    guard index < lines.count else { throw .unterminatedFence(line: start + 1) }
    index += 1
    return FencedBlock(
      opening: String(lines[start]), body: lines[(start + 1)..<(index - 1)].joined(),
      closing: String(lines[index - 1]))
  }

  /// The cell or output that a block is; nil if it is part of the text.
  private mutating func ownBlock(
    _ fence: CodeFence, _ block: FencedBlock, line: Int
  ) throws(NotebookFileError) -> NotebookBlock? {
    guard fence.isOurs else { return nil }
    switch fence.info.first {
    case "la":
      guard let id = fence.id else { throw .cellWithoutID(line: line) }
      guard cellIDs.insert(id).inserted else { throw .duplicateID(line: line, id: id) }
      return .cell(NotebookCell(id: id, block: block))
    case "out":
      guard let id = fence.id else { return nil }
      return .output(try output(id, fence, block, line: line))
    default: return nil
    }
  }

  private mutating func output(
    _ id: String, _ fence: CodeFence, _ block: FencedBlock, line: Int
  ) throws(NotebookFileError) -> NotebookOutput {
    guard cellIDs.contains(id) else { throw .outputWithoutCell(line: line, id: id) }
    guard outputIDs.insert(id).inserted else { throw .duplicateOutput(line: line, id: id) }
    let words = fence.info.dropFirst().filter { !$0.hasPrefix("#") && !$0.contains("=") }
    let word = words.first.map(String.init) ?? ""
    guard let status = NotebookOutput.Status(rawValue: word) else {
      throw .unknownStatus(line: line, found: word)
    }
    let inputs = fence.info.first { $0.hasPrefix("in=") }.map { String($0.dropFirst(3)) }
    return NotebookOutput(id: id, status: status, inputs: inputs, block: block)
  }
}
