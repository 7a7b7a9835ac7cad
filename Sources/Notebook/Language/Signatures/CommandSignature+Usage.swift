/// A piece of a usage line, with the name of the argument it shows.
public struct UsagePiece: Equatable, Sendable {
  /// The piece as shown: `[metric=evidence|nll]`.
  public var text: String
  /// The argument it belongs to; nil for the verb.
  public var argument: String?
}

extension CommandSignature {
  /// The usage line in pieces: `grid`, `<posterior…>`, `prior=<range>`, `[on=<data>]`.
  public var usagePieces: [UsagePiece] {
    [UsagePiece(text: verb, argument: nil)] + arguments.usagePieces
  }

  /// The usage line.
  public var usage: String { usagePieces.map(\.text).joined(separator: " ") }
}

extension ArgumentsSignature {
  /// What may follow the verb, in the order it is usually written.
  var usagePieces: [UsagePiece] {
    parameters.map { UsagePiece(text: $0.usage, argument: $0.name) }
      + options.filter(\.isRequired).map { UsagePiece(text: $0.usage, argument: $0.name) }
      + options.filter { !$0.isRequired }.map {
        UsagePiece(text: "[\($0.usage)]", argument: $0.name)
      }
      + flags.map { UsagePiece(text: "[\($0.change)]", argument: $0.name) }
  }
}

extension ChoiceSignature {
  /// The word, and what may stand in its parentheses.
  var usage: String {
    arguments.isEmpty
      ? word : "\(word)(\(arguments.usagePieces.map(\.text).joined(separator: ", ")))"
  }
}

extension ParameterSignature {
  var usage: String {
    // An object is told by its kind: `<posterior…>` says more than `<posteriors…>`.
    let label = if case .object(let kind) = kind, kind != .any { kind.rawValue } else { name }
    let text = "<\(label)\(isVariadic ? "…" : "")>"
    return isOptional ? "[\(text)]" : text
  }
}

extension OptionSignature {
  var usage: String {
    switch kind {
    case .choice, .boolean: "\(name)=\(kind.placeholder)"
    default: "\(name)=<\(kind.placeholder)>"
    }
  }
}
