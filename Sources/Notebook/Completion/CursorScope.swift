/// The command, function or choice whose arguments are being typed, and what it has so far.
struct CursorScope {
  /// Its name.
  var subject: String
  /// What it takes.
  var signature: ArgumentsSignature
  /// The parameters that no value was given to; a variadic one stays.
  var openParameters: [ParameterSignature]
  /// The options that were given.
  var given: Set<String> = []
  /// The switches that were given.
  var givenFlags: Set<String> = []
  /// The key before `=`, whose value comes next.
  var pendingKey: String?
  /// The key whose value came last, which a comma continues.
  var lastKey: String?
  /// The objects that were given, by argument.
  var nouns: [String: Noun] = [:]

  init(subject: String, signature: ArgumentsSignature, hasInput: Bool = false) {
    self.subject = subject
    self.signature = signature
    openParameters = signature.parameters.filter { !(hasInput && $0.takesInput) }
  }

  /// The option whose value comes next.
  var pendingOption: OptionSignature? { pendingKey.flatMap(signature.option) }

  /// What a value in this place may be: of the option, or of the parameters that are next in turn.
  var expectedKinds: [ValueKind] {
    if pendingKey != nil {
      return [pendingOption?.kind ?? signature.columnOptions?.kind].compactMap(\.self)
    }
    return nextParameters.map(\.kind)
  }

  /// The next parameter, and those that come next if it is left out.
  var nextParameters: [ParameterSignature] {
    let required = openParameters.firstIndex { !$0.isOptional }
    return Array(openParameters.prefix((required ?? openParameters.count) + 1))
  }

  /// Takes note of a value; a noun is remembered for the columns it has.
  mutating func take(_ noun: Noun?) {
    lastKey = pendingKey
    if let key = pendingKey {
      let name = signature.option(key)?.name ?? key
      given.insert(name)
      nouns[name] = noun
      pendingKey = nil
    } else if let parameter = openParameters.first {
      nouns[parameter.name] = noun
      if !parameter.isVariadic { openParameters.removeFirst() }
    }
  }
}
