/// Which values an argument takes.
public indirect enum ValueKind: Sendable {
  /// A number that obeys a rule.
  case number(NumberRule)
  /// Numbers from one end to another, both obeying a rule.
  case range(NumberRule)
  /// Values in brackets; one value without brackets is a list of one.
  case list(of: ValueKind)
  /// One of a few words, which may have arguments of their own.
  case choice([ChoiceSignature])
  /// An object of the session.
  case object(ObjectKind)
  /// A column of the data given as the named parameter, or of what comes through the pipe.
  case column(of: String)
  /// Free text: a word, or anything in quotes.
  case text
  /// A word that can be explained: a notion, a command, an option, a value, a code.
  case topic
  /// A file or folder, with one of the endings unless there are none.
  case path(suffixes: [String])
  /// Whole numbers from 1 in brackets, such as the widths of layers.
  case sizes
  /// `true` or `false`.
  case boolean
  /// `auto`.
  case automatic
  /// The number of a cell: `@5`.
  case cell
  /// A value of any of these kinds; the first that fits is taken.
  case anyOf([ValueKind])
}

extension ValueKind {
  /// What the argument takes, in a sentence.
  public var phrase: String {
    switch self {
    case .number(let rule): rule.phrase
    case .range(let rule): "a range a..b of " + rule.pluralPhrase
    case .list(.choice(let choices)):
      "one or several of " + choices.map(\.word).joined(separator: ", ")
    case .list(let element): "a list [a,b] of: \(element.phrase)"
    case .choice(let choices): "one of " + choices.map(\.word).joined(separator: ", ")
    case .object(let kind): kind.phrase
    case .column: "a column"
    case .text: "a text"
    case .topic: "a word of the language or of the field"
    case .path(let suffixes):
      suffixes.isEmpty ? "a file" : "a file " + suffixes.joined(separator: ", ")
    case .sizes: "a list of sizes such as [4,8,3]"
    case .boolean: "true or false"
    case .automatic: "auto"
    case .cell: "a cell such as @5"
    case .anyOf(let kinds): kinds.map(\.phrase).joined(separator: ", or ")
    }
  }

  /// What the argument takes, in the angle brackets of a usage line.
  public var placeholder: String {
    switch self {
    case .number: "number"
    case .range: "range"
    case .list(let element): element.placeholder + ",…"
    case .choice(let choices): choices.map(\.word).joined(separator: "|")
    case .object(let kind): kind == .any ? "object" : kind.rawValue
    case .column: "column"
    case .text: "text"
    case .topic: "word"
    case .path: "file"
    case .sizes: "sizes"
    case .boolean: "true|false"
    case .automatic: "auto"
    case .cell: "cell"
    case .anyOf(let kinds): kinds.map(\.placeholder).joined(separator: "|")
    }
  }

  /// The choices among the values, if there are any.
  public var choices: [ChoiceSignature] {
    switch self {
    case .choice(let choices): choices
    case .list(let element): element.choices
    case .anyOf(let kinds): kinds.flatMap(\.choices)
    default: []
    }
  }

  /// Whether the value is a column, which can be checked only when the data are known.
  var namesColumn: Bool {
    switch self {
    case .column: true
    case .list(let element): element.namesColumn
    case .anyOf(let kinds): kinds.contains(where: \.namesColumn)
    default: false
    }
  }
}
