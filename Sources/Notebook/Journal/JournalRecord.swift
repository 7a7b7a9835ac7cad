import ModelFiles

/// Something that happened in a session: a line of its journal, as JSON.
///
/// Records say how something is now, not what changed: of several about one cell the last counts, so
/// that a journal cut off anywhere still tells what was true when its last whole line was written.
package enum JournalRecord: Equatable, Sendable {
  /// The session began, in seconds since 1970, on the notebook of a file.
  case session(time: Int, notebook: String?)
  /// A cell began, ended, or got other commands.
  case cell(JournalCell)
  /// A cell was removed.
  case removed(Int)
  /// What stands in the input line, and the commands that wait to run.
  case input(line: String, waiting: [String])
  /// The cells that have ended are in a notebook file.
  case saved

  /// The record as a line, without its end.
  package var line: String {
    switch self {
    case .session(let time, let notebook):
      JSONWriter.line([
        "event": "session", "time": .integer(time),
        "notebook": notebook.map(JSONValue.text) ?? .null,
      ])
    case .cell(let cell):
      JSONWriter.line([
        "event": "cell", "cell": .integer(cell.number), "source": .text(cell.source),
        "status": .text(cell.status.rawValue), "output": .array(cell.output.map(JSONValue.text)),
      ])
    case .removed(let number):
      JSONWriter.line(["event": "removed", "cell": .integer(number)])
    case .input(let line, let waiting):
      JSONWriter.line([
        "event": "input", "line": .text(line), "waiting": .array(waiting.map(JSONValue.text)),
      ])
    case .saved: JSONWriter.line(["event": "saved"])
    }
  }

  /// The record that a line holds; nil if it holds none.
  package init?(line: some Sequence<UInt8>) {
    guard let value = try? JSONReader.value(of: Array(line)), let event = value["event"]?.text
    else { return nil }
    switch event {
    case "session":
      guard let time = value["time"]?.integer else { return nil }
      self = .session(time: time, notebook: value["notebook"]?.text)
    case "cell":
      guard let number = value["cell"]?.integer, let source = value["source"]?.text,
        let status = value["status"]?.text.flatMap(JournalCell.Status.init(rawValue:)),
        let output = value["output"]?.texts
      else { return nil }
      self = .cell(JournalCell(number: number, source: source, status: status, output: output))
    case "removed":
      guard let number = value["cell"]?.integer else { return nil }
      self = .removed(number)
    case "input":
      guard let line = value["line"]?.text, let waiting = value["waiting"]?.texts else {
        return nil
      }
      self = .input(line: line, waiting: waiting)
    case "saved": self = .saved
    default: return nil
    }
  }
}

extension ModelFiles.JSONValue {
  fileprivate var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  fileprivate var integer: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  fileprivate var texts: [String]? {
    guard case .array(let elements) = self else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count ? texts : nil
  }
}
