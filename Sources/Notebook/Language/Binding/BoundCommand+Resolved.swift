extension BoundCommand {
  /// The command as it would be typed with nothing left to defaults: for receipts and the journal.
  ///
  /// What comes through the pipe has no text of its own and is left out.
  public var resolvedText: String {
    ([signature.verb] + arguments.resolvedTexts(of: signature.arguments)).joined(separator: " ")
  }
}

extension BoundArguments {
  fileprivate func resolvedTexts(of signature: ArgumentsSignature) -> [String] {
    let parameters = signature.parameters.flatMap { parameter in
      parameter.isVariadic
        ? list(parameter.name).compactMap(\.resolvedText)
        : [self[parameter.name]?.resolvedText].compactMap(\.self)
    }
    let options = signature.options.compactMap { option in
      self[option.name]?.resolvedText.map { "\(option.name)=\($0)" }
    }
    let columns = columnOptions.compactMap { option in
      option.value.resolvedText.map { "\(option.column)=\($0)" }
    }
    let flags = signature.flags.filter { isOn($0.name) != $0.isOnByDefault }.map(\.change)
    return parameters + options + columns + flags
  }
}

extension BoundChoice {
  /// The word with its arguments: `lowrank(rank=20)`.
  fileprivate var resolvedText: String {
    let texts = arguments.resolvedTexts(of: signature.arguments)
    return texts.isEmpty ? word : "\(word)(\(texts.joined(separator: ",")))"
  }
}

extension BoundValue {
  /// The value as it would be typed; nil for what comes through the pipe.
  fileprivate var resolvedText: String? {
    switch self {
    case .number(let number): return Printer.text(of: number)
    case .range(let range): return Printer.text(of: range)
    case .list(let elements):
      return "[\(elements.compactMap(\.resolvedText).joined(separator: ","))]"
    case .choice(let choice): return choice.resolvedText
    case .object(let reference): return reference.resolvedText
    case .column(let column):
      return column.isDescending ? "-" + column.name : Printer.bareOrQuoted(column.name)
    case .text(let text), .path(let text): return Printer.bareOrQuoted(text)
    case .boolean(let isTrue): return isTrue ? "true" : "false"
    case .automatic: return "auto"
    case .cell(let number): return Noun.cell(number).description
    }
  }
}

extension ObjectReference {
  fileprivate var resolvedText: String? {
    switch source {
    case .noun(let noun): noun.description
    case .input: nil
    case .function(let call):
      "\(call.signature.verb)("
        + call.arguments.resolvedTexts(of: call.signature.arguments).joined(separator: ",") + ")"
    }
  }
}
