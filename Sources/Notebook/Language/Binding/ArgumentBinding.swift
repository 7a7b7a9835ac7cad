/// The binding of one list of arguments to one signature.
struct ArgumentBinding {
  let binder: Binder
  /// Whose arguments these are, as messages name it.
  let subject: String
  let signature: ArgumentsSignature
  /// Where the subject stands in the source.
  let place: Range<Int>
  /// What comes through the pipe.
  let input: ObjectKind?
  var bound = BoundArguments()

  /// Options first, then values by position, then what names columns of what was bound before.
  mutating func bind(_ arguments: [Argument]) throws(Problem) -> BoundArguments {
    var positional: [Value] = []
    var late: [(Name, Value)] = []
    for argument in arguments {
      switch argument {
      case .value(let value): positional.append(value)
      case .flag(let name, let isOn): try bindFlag(name, isOn: isOn)
      case .option(let key, let value):
        let kind = signature.option(key.text)?.kind
        if let kind, !kind.namesColumn {
          try bindOption(key, value)
        } else {
          late.append((key, value))
        }
      }
    }
    try bindParameters(positional)
    for (key, value) in late { try bindOption(key, value) }
    try fillIn()
    return bound
  }

  private mutating func bindFlag(_ name: Name, isOn: Bool) throws(Problem) {
    guard let flag = signature.flag(name.text) else { throw unknownFlag(name, isOn: isOn) }
    guard bound.flagRanges[flag.name] == nil else { throw repeated(flag.name, at: name.range) }
    bound.flagRanges[flag.name] = name.range
    bound.flags[flag.name] = isOn
  }

  private mutating func bindOption(_ key: Name, _ value: Value) throws(Problem) {
    guard let option = signature.option(key.text) else {
      return try bindColumnOption(key, value)
    }
    let place = key.range.lowerBound..<value.range.upperBound
    guard bound.ranges[option.name] == nil else { throw repeated(option.name, at: place) }
    bound.values[option.name] = try self.value(value, as: option.kind, for: option.name)
    bound.ranges[option.name] = value.range
  }

  private mutating func bindColumnOption(_ key: Name, _ value: Value) throws(Problem) {
    guard let options = signature.columnOptions else { throw unknownOption(key) }
    if let inputs = inputs(of: options.parameter), !inputs.contains(key.text) {
      throw unknownOption(key, inputs: inputs)
    }
    guard !bound.columnOptions.contains(where: { $0.column == key.text }) else {
      throw repeated(key.text, at: key.range.lowerBound..<value.range.upperBound)
    }
    let element = try self.value(value, as: options.kind, for: key.text)
    bound.columnOptions.append((key.text, element))
  }

  /// The columns of what was given as a parameter; nil if they cannot be known yet.
  func columns(of parameter: String) -> [String]? {
    guard case .noun(let noun)? = bound.object(parameter)?.source else { return nil }
    return binder.session.columns(of: noun)
  }

  /// The inputs of what was given as a parameter; nil if they cannot be known yet.
  private func inputs(of parameter: String) -> [String]? {
    guard case .noun(let noun)? = bound.object(parameter)?.source else { return nil }
    return binder.session.inputs(of: noun)
  }

  /// Defaults for what was not given, and a complaint about what has none.
  private mutating func fillIn() throws(Problem) {
    for parameter in signature.parameters where bound.values[parameter.name] == nil {
      guard parameter.isOptional else { throw missing(parameter.name, parameter.kind) }
    }
    for option in signature.options where bound.values[option.name] == nil {
      if let text = option.defaultText {
        let value = try Parser.value(of: text)
        bound.values[option.name] = try self.value(value, as: option.kind, for: option.name)
      } else if option.isRequired {
        throw missing(option.name + "=", option.kind)
      }
    }
    for flag in signature.flags where bound.flags[flag.name] == nil {
      bound.flags[flag.name] = flag.isOnByDefault
    }
  }
}
