extension CommandContext {
  /// The data that an argument names, what came through the pipe, or the last data made.
  func data(_ reference: ObjectReference?) throws -> (name: String, object: DataObject) {
    try object(reference, .data)
  }

  /// The data that an argument names, what came through the pipe, those that a model was trained on, or the
  /// last data made.
  func data(
    _ reference: ObjectReference?, ofTraining model: ModelObject
  ) throws -> (name: String, object: DataObject) {
    let bindings = session.bindings
    guard reference == nil, !(input is DataObject), let training = model.training?.data,
      let name = bindings.names.last(where: { bindings[$0]?.fingerprint == training })
    else { return try data(reference) }
    taken.note(.data, name, "that of the training")
    return try data(ObjectReference(source: .noun(.named(name)), kind: .data, range: 0..<0))
  }

  /// The model that an argument names, what came through the pipe, or the last model made.
  func model(_ reference: ObjectReference?) throws -> (name: String, object: ModelObject) {
    try object(reference, .model)
  }

  /// The posterior that an argument names, what came through the pipe, or the last one fitted.
  func posterior(_ reference: ObjectReference?) throws -> (name: String, object: PosteriorObject) {
    try object(reference, .posterior)
  }

  /// The posteriors that an argument names, or the one that would be taken without it.
  func posteriors(
    _ references: [ObjectReference]
  ) throws -> [(name: String, object: PosteriorObject)] {
    references.isEmpty ? [try posterior(nil)] : try references.map { try posterior($0) }
  }

  /// The name and the object of any kind that a reference stands for.
  func resolve(_ reference: ObjectReference) throws -> (name: String, object: any SessionObject) {
    switch reference.source {
    case .noun(let noun):
      note(noun)
      guard let object = session.object(noun) else {
        throw Problem(.unknownObject, "There is no object '\(noun)'.", at: reference.range)
      }
      return (noun.description, object)
    case .input:
      guard let input else {
        throw Problem(.unknownObject, "Nothing comes through the pipe.", at: reference.range)
      }
      return (inputName ?? "_", input)
    case .function(let call):
      let (name, object) = try model(call.arguments.object("model"))
      return ("\(call.signature.verb)(\(name))", object)
    }
  }

  /// The object of a kind that an argument names, what came through the pipe, or the last one made.
  func object<Object: SessionObject>(
    _ reference: ObjectReference?, _ kind: ObjectKind
  ) throws -> (name: String, object: Object) {
    if let reference {
      let (name, found) = try resolve(reference)
      guard let object = found as? Object else {
        throw Problem(
          .wrongObjectKind, "'\(name)' is \(found.kind.phrase), not \(kind.phrase).",
          at: reference.range)
      }
      return (name, object)
    }
    if let object = input as? Object { return (inputName ?? "_", object) }
    if !session.changes.contains(where: { $0.object?.kind == kind }) {
      reads.note(.latest(kind), session.fingerprint(of: .latest(kind)))
    }
    guard let name = session.bindings.latest(kind),
      let object = session.bindings[name] as? Object
    else {
      throw Problem(
        .unknownObject, "There is no \(kind.rawValue) yet.", remedies: [kind.origin])
    }
    taken.note(kind, name, "the last made")
    return (name, object)
  }

  /// Notes what a noun reads that the cell has not made itself.
  private func note(_ noun: Noun) {
    let reading: Reading? =
      switch noun {
      case .named(let name), .previous(let name, _):
        session.changes.contains { $0.name == name } ? nil : .name(name)
      case .last: session.changes.isEmpty ? .last : nil
      case .cell(let number): .cell(number)
      }
    if let reading { reads.note(reading, session.fingerprint(of: reading)) }
  }
}
