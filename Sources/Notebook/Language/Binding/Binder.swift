/// Checks a line against the catalogue and the session before anything runs.
public struct Binder {
  let catalogue: Catalogue
  let session: any SessionFacts

  /// A binder for the commands of a catalogue and the objects of a session.
  public init(catalogue: Catalogue, session: any SessionFacts) {
    self.catalogue = catalogue
    self.session = session
  }

  /// The line, ready to run; or the first thing that is wrong with it.
  public func bind(_ line: Line) throws(Problem) -> BoundLine {
    for name in line.names { try check(name) }
    var stages: [BoundStage] = []
    for (index, stage) in line.stages.enumerated() {
      var input: ObjectKind?
      if index > 0 {
        guard let kind = stages[index - 1].resultKind else {
          throw nothingToPassOn(from: line.stages[index - 1], to: stage)
        }
        input = kind
      }
      stages.append(try bind(stage, input: input))
    }
    return BoundLine(names: line.names, stages: stages, range: line.range)
  }

  /// One stage, given the kind of what comes through the pipe; nil for the first stage.
  public func bind(_ stage: Stage, input: ObjectKind? = nil) throws(Problem) -> BoundStage {
    if let verb = stage.verb, let signature = catalogue.command(verb.text) {
      return .command(try bind(stage, to: signature, input: input))
    }
    guard let reference = try object(at: stage.head, expecting: .any, orVerb: true) else {
      throw unknownCommand(stage)
    }
    guard input == nil else {
      throw Problem(
        .unexpectedInput, "An object takes nothing from the stage before it.", at: stage.head.range)
    }
    if let argument = stage.arguments.first {
      throw Problem(
        .surplusArgument, "An object takes no arguments.", at: argument.range,
        remedies: ["put a verb first, such as show"])
    }
    return .object(reference)
  }

  private func bind(
    _ stage: Stage, to signature: CommandSignature, input: ObjectKind?
  ) throws(Problem) -> BoundCommand {
    if let input, let parameter = signature.inputParameter {
      try check(input, fits: parameter, of: signature, at: stage.head.range)
    } else if input != nil {
      throw Problem(
        .unexpectedInput, "\(signature.verb) takes nothing from the stage before it.",
        at: stage.head.range, remedies: ["help \(signature.verb)"])
    }
    var binding = ArgumentBinding(
      binder: self, subject: signature.verb, signature: signature.arguments,
      place: stage.head.range, input: input)
    let arguments = try binding.bind(stage.arguments)
    return BoundCommand(signature: signature, arguments: arguments, range: stage.range)
  }

  /// A function call as an object.
  func bind(
    _ name: Name, _ arguments: [Argument], at range: Range<Int>
  ) throws(Problem) -> BoundCommand {
    guard let signature = catalogue.function(name.text) else {
      throw unknownFunction(name)
    }
    var binding = ArgumentBinding(
      binder: self, subject: signature.verb, signature: signature.arguments, place: name.range,
      input: nil)
    return BoundCommand(signature: signature, arguments: try binding.bind(arguments), range: range)
  }
}
