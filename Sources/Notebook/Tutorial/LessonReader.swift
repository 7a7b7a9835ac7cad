extension Lesson {
  /// The lesson that a notebook is, one whose `task` blocks have the fields `goal`, `hint`,
  /// `answer` and `check`, one a line; `hint` and `answer` may be repeated.
  ///
  /// Cells before the first task are run when the lesson begins.
  init(_ notebook: NotebookFile, number: Int? = nil) throws(LessonFlaw) {
    var reader = LessonReader(line: notebook.header.text.lineCount + 1)
    for block in notebook.blocks { try reader.read(block) }
    guard !reader.tasks.isEmpty else {
      throw LessonFlaw("a lesson has at least one block ```task #id", line: 1)
    }
    self.number = number
    title = notebook.header.title ?? "untitled"
    minutes = notebook.header["minutes"].flatMap { Int($0) }
    preparation = reader.preparation
    tasks = reader.tasks
    ending = reader.prose
  }
}

/// Reads the pieces of a lesson one after the other.
private struct LessonReader {
  var preparation: [String] = []
  var tasks: [LessonTask] = []
  /// The Markdown since the last task.
  var prose = ""
  /// The line at which the next piece begins, counted from 1.
  private var line: Int

  init(line: Int) { self.line = line }

  mutating func read(_ block: NotebookBlock) throws(LessonFlaw) {
    switch block {
    case .text(let text): return try readText(text)
    case .cell(let cell):
      guard tasks.isEmpty else {
        throw LessonFlaw("cells stand before the first task", line: line)
      }
      preparation.append(cell.source)
    case .output: break
    }
    line += block.text.lineCount
  }

  private mutating func readText(_ text: String) throws(LessonFlaw) {
    let lines = rawLines(of: text)
    var index = 0
    while index < lines.count {
      let fence = CodeFence(opening: withoutLineEnding(lines[index]))
      let length =
        fence.flatMap { fence in
          lines[(index + 1)...].firstIndex { fence.isClosed(by: withoutLineEnding($0)) }
        }.map { $0 - index + 1 } ?? 1
      if let fence, fence.isOurs, fence.info.first == "task" {
        let body = lines[(index + 1)..<(index + length - 1)].map(withoutLineEnding)
        try readTask(fence, body)
      } else {
        prose += lines[index..<(index + length)].joined()
      }
      index += length
      line += length
    }
  }

  private mutating func readTask(
    _ fence: CodeFence, _ body: [Substring]
  ) throws(LessonFlaw) {
    guard let id = fence.id, !tasks.contains(where: { $0.id == id }) else {
      throw LessonFlaw("a task needs an id of its own, such as ```task #t1", line: line)
    }
    var fields: [String: [String]] = [:]
    var check: LessonCheck?
    for (offset, text) in body.enumerated() where text.contains(where: { !$0.isWhitespace }) {
      let parts = text.split(separator: ":", maxSplits: 1).map(Self.trimmed)
      guard parts.count == 2, ["goal", "hint", "answer", "check"].contains(parts[0]) else {
        throw LessonFlaw(
          "a task has lines goal:, hint:, answer: and check:", line: line + offset + 1)
      }
      fields[parts[0], default: []].append(parts[1])
      guard parts[0] == "check" else { continue }
      do {
        check = try LessonCheck(parts[1])
      } catch {
        throw error.at(line + offset + 1)
      }
    }
    guard let check, let goal = fields["goal"]?.first, let answer = fields["answer"],
      fields["goal"]?.count == 1, fields["check"]?.count == 1
    else {
      throw LessonFlaw("a task has one goal, one check and an answer", line: line)
    }
    tasks.append(
      LessonTask(
        id: id, text: prose, goal: goal, hints: fields["hint"] ?? [], answer: answer, check: check))
    prose = ""
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension String {
  fileprivate var lineCount: Int { rawLines(of: self).count }
}
