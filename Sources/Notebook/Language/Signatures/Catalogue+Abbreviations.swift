extension Catalogue {
  /// The line with every verb, option and switch written in full.
  ///
  /// A beginning that fits one word only stands for that word; names of objects stay as they are,
  /// and what nothing begins with is left for the binder to complain about.
  public func expanding(
    _ line: Line, isObject: (String) -> Bool = { _ in false }
  ) throws(Problem) -> Line {
    var line = line
    for index in line.stages.indices {
      line.stages[index] = try expanding(line.stages[index], isObject: isObject)
    }
    return line
  }

  private func expanding(
    _ stage: Stage, isObject: (String) -> Bool
  ) throws(Problem) -> Stage {
    guard let verb = stage.verb, !isObject(verb.text) || command(verb.text) != nil else {
      return stage
    }
    let fullVerb = try word(for: verb, among: commands.map(\.verb)) ?? verb.text
    var stage = stage
    stage.head.content = .word(fullVerb)
    guard let signature = command(fullVerb) else { return stage }
    for index in stage.arguments.indices {
      stage.arguments[index] = try expanding(stage.arguments[index], in: signature.arguments)
    }
    return stage
  }

  private func expanding(
    _ argument: Argument, in signature: ArgumentsSignature
  ) throws(Problem) -> Argument {
    switch argument {
    case .value: return argument
    case .option(let key, let value):
      return .option(try fullKey(for: key, in: signature), value)
    case .flag(let name, let isOn):
      let full = try word(for: name, among: signature.flags.map(\.name))
      return .flag(Name(full ?? name.text, range: name.range), isOn: isOn)
    }
  }

  /// The option's name; where columns are options too, a short key may be a column and stays.
  private func fullKey(
    for key: Name, in signature: ArgumentsSignature
  ) throws(Problem) -> Name {
    if let option = signature.option(key.text) { return Name(option.name, range: key.range) }
    guard signature.columnOptions == nil else { return key }
    let full = try word(for: key, among: signature.options.map(\.name))
    return Name(full ?? key.text, range: key.range)
  }

  /// The one word that is meant; nil if no word begins so.
  private func word(for name: Name, among words: [String]) throws(Problem) -> String? {
    if words.contains(name.text) { return name.text }
    let meant = words.filter { $0.hasPrefix(name.text) }
    guard meant.count > 1 else { return meant.first }
    throw Problem(
      .ambiguousWord, "'\(name.text)' can mean \(meant.joined(separator: ", ")).", at: name.range,
      suggestions: meant.prefix(DidYouMean.maximalCount).map { Suggestion($0) })
  }
}
