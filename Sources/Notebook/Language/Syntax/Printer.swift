/// Writes syntax as a line that reads back as the same syntax.
public enum Printer {
  /// The line as it would be typed.
  public static func text(of line: Line) -> String {
    let names = line.names.isEmpty ? "" : line.names.map(\.text).joined(separator: ", ") + " = "
    return names + line.stages.map(text(of:)).joined(separator: " | ")
  }

  /// The stage as it would be typed.
  public static func text(of stage: Stage) -> String {
    ([text(of: stage.head)] + stage.arguments.map(text(of:))).joined(separator: " ")
  }

  /// The argument as it would be typed.
  public static func text(of argument: Argument) -> String {
    switch argument {
    case .value(let value): text(of: value)
    case .option(let name, let value): "\(name.text)=\(text(of: value))"
    case .flag(let name, let isOn): (isOn ? "+" : "-") + name.text
    }
  }

  /// The value as it would be typed.
  public static func text(of value: Value) -> String {
    switch value.content {
    case .number(let number, let unit): text(of: number) + (unit?.rawValue ?? "")
    case .text(let text): quoted(text)
    case .word(let word), .path(let word): word
    case .descending(let word): "-" + word
    case .range(let range): text(of: range)
    case .list(let values): "[\(values.map(text(of:)).joined(separator: ","))]"
    case .call(let name, let arguments):
      "\(name.text)(\(arguments.map(text(of:)).joined(separator: ",")))"
    case .noun(let noun): noun.description
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .automatic: "auto"
    }
  }

  /// The shortest decimal that reads back as the same number.
  public static func text(of number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  static func text(of range: NumberRange) -> String {
    let unit = range.unit?.rawValue ?? ""
    let ends = "\(text(of: range.start))..\(text(of: range.end))\(unit)"
    switch range.spacing {
    case .automatic(let count): return ends + suffix(count)
    case .logarithmic(let count): return ends + " log" + suffix(count)
    case .linear(let count): return ends + " lin" + suffix(count)
    case .step(let step): return ends + " step \(text(of: step))"
    }
  }

  private static func suffix(_ count: Int?) -> String { count.map { " \($0)" } ?? "" }

  /// A text without quotes where it reads back as one word or path, else with them.
  static func bareOrQuoted(_ text: String) -> String {
    let isBare = Lexer.tokens(of: text).map(\.kind) == [.word(text)]
    return isBare ? text : quoted(text)
  }

  /// A text in quotes; letters of other scripts are escaped only where they would melt into a sign.
  static func quoted(_ text: String) -> String {
    let plain = quoted(text) { $0.properties.generalCategory == .control }
    let readsBack = Lexer.tokens(of: plain).map(\.kind) == [.text(text)]
    return readsBack ? plain : quoted(text) { !$0.isASCII || $0.value < 0x20 }
  }

  private static func quoted(_ text: String, escaping needsEscape: (Unicode.Scalar) -> Bool)
    -> String
  {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where needsEscape(scalar): quoted += "\\u{\(String(scalar.value, radix: 16))}"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
