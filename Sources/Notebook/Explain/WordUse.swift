/// A place of the catalogue where a word stands: a command, an option, a switch, a value.
struct WordUse: Hashable, Sendable {
  /// The word.
  let word: String
  /// The word with the signs around it: `structure=`, `+joint`, `link=mc`, `<model>`.
  let form: String
  /// The value in whose parentheses it stands: `curvature=mc(…)`; nil for none.
  var host: String?
  /// What it means there, as a phrase.
  let help: String
  /// Which values it takes and what holds without it; empty for none.
  var details: [String] = []
  /// The command; nil for the command itself.
  var command: String?
}

extension WordUse {
  /// Every use of every word of a command or a function.
  static func uses(of signature: CommandSignature, isFunction: Bool = false) -> [WordUse] {
    let verb = signature.verb
    let itself = WordUse(
      word: verb, form: isFunction ? "\(verb)(…), a function" : "\(verb), a command",
      help: signature.summary, details: isFunction ? [] : ["help \(verb) tells all of it"])
    return [itself] + uses(of: signature.arguments, command: verb, host: nil)
  }

  private static func uses(
    of arguments: ArgumentsSignature, command: String, host: String?
  ) -> [WordUse] {
    let parameters = arguments.parameters.flatMap { parameter in
      [
        WordUse(
          word: parameter.name, form: "<\(parameter.name)>", host: host, help: parameter.help,
          details: [parameter.kind.phrase], command: command)
      ] + uses(of: parameter.kind.choices, prefix: "\(command) ", command: command, host: host)
    }
    let options = arguments.options.flatMap { option in
      ([option.name] + option.aliases).map { word in
        WordUse(
          word: word, form: "\(option.name)=", host: host, help: option.help,
          details: option.details, command: command)
      } + uses(of: option.kind.choices, prefix: "\(option.name)=", command: command, host: host)
    }
    let flags = arguments.flags.map { flag in
      WordUse(
        word: flag.name, form: flag.change, host: host, help: flag.help,
        details: [flag.isOnByDefault ? "on without it" : "off without it"], command: command)
    }
    return parameters + options + flags
  }

  private static func uses(
    of choices: [ChoiceSignature], prefix: String, command: String, host: String?
  ) -> [WordUse] {
    choices.flatMap { choice in
      ([choice.word] + choice.aliases).map { word in
        WordUse(
          word: word, form: prefix + choice.word, host: host, help: choice.help, command: command)
      } + uses(of: choice.arguments, command: command, host: "\(prefix)\(choice.word)(…)")
    }
  }
}

extension OptionSignature {
  /// Which values the option takes, in which units, and what holds without it.
  fileprivate var details: [String] {
    let unit = kind.unitPhrase
    let standard =
      defaultText.map { ["\($0) without it"] } ?? (isRequired ? ["cannot be left out"] : [])
    return [kind.phrase] + (unit.map { [$0] } ?? []) + standard
  }
}

extension ValueKind {
  /// In which units numbers may be written, where they count something.
  fileprivate var unitPhrase: String? {
    switch self {
    case .number(let rule), .range(let rule): rule.quantity.unitPhrase
    case .list(let element): element.unitPhrase
    case .anyOf(let kinds): kinds.lazy.compactMap(\.unitPhrase).first
    default: nil
    }
  }
}

extension Quantity {
  /// The units besides the plain number; nil where none belongs to what is counted.
  fileprivate var unitPhrase: String? {
    guard self != .plain else { return nil }
    return "also in " + units.map(\.unit.rawValue).joined(separator: ", ")
  }
}
