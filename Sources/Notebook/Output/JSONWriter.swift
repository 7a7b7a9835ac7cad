import ModelFiles

/// Writes JSON on one line, every number as the shortest decimal that reads back the same.
public enum JSONWriter {
  /// The value on one line.
  public static func line(_ value: JSONValue) -> String {
    var text = ""
    write(value, to: &text)
    return text
  }

  private static func write(_ value: JSONValue, to text: inout String) {
    switch value {
    case .object(let members): writeObject(members, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        write(element, to: &text)
      }
      text += "]"
    case .number(let number): text += number.isFinite ? Printer.text(of: number) : "null"
    case .integer(let number): text += String(number)
    case .text(let string): text += string.jsonQuoted
    case .boolean(let isTrue): text += isTrue ? "true" : "false"
    case .null: text += "null"
    }
  }

  private static func writeObject(
    _ members: [(name: String, value: JSONValue)], to text: inout String
  ) {
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      text += member.name.jsonQuoted
      text += ":"
      write(member.value, to: &text)
    }
    text += "}"
  }
}
