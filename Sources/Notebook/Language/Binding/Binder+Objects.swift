extension Binder {
  /// The object a value names; nil if the value cannot name one at all.
  ///
  /// Where the value may as well be a verb, an unknown word is no object rather than a problem.
  func object(
    at value: Value, expecting kind: ObjectKind, orVerb: Bool = false, subject: String? = nil
  ) throws(Problem) -> ObjectReference? {
    let reference: ObjectReference
    switch value.content {
    case .word(let word):
      guard let found = session.kind(of: .named(word)) else {
        if orVerb { return nil }
        throw unknownObject(.named(word), at: value.range, expecting: kind)
      }
      reference = ObjectReference(source: .noun(.named(word)), kind: found, range: value.range)
    case .noun(let noun):
      guard let found = session.kind(of: noun) else {
        throw unknownObject(noun, at: value.range, expecting: kind)
      }
      reference = ObjectReference(source: .noun(noun), kind: found, range: value.range)
    case .call(let name, let arguments):
      let call = try bind(name, arguments, at: value.range)
      reference = ObjectReference(
        source: .function(call), kind: call.signature.resultKind ?? .any, range: value.range)
    default: return nil
    }
    guard kind.accepts(reference.kind) else {
      throw wrongKind(of: reference, named: value, expecting: kind, subject: subject)
    }
    return reference
  }

  private func unknownObject(
    _ noun: Noun, at range: Range<Int>, expecting kind: ObjectKind
  ) -> Problem {
    let fitting = session.objects.filter { kind.accepts($0.kind) }
    let candidates = fitting.map { Suggestion($0.name, note: $0.kind.phrase) }
    let message =
      switch noun {
      case .named(let name): "There is no object '\(name)'."
      case .previous(let name, let steps): "There is no '\(name)' \(steps) back."
      case .cell(let number): "Cell \(number) has no result."
      case .last: "There is no last result yet."
      }
    return Problem(
      .unknownObject, message, at: range,
      suggestions: DidYouMean.suggestions(for: noun.description, among: candidates),
      remedies: fitting.isEmpty ? [kind.origin] : ["show lists the objects"])
  }

  private func wrongKind(
    of reference: ObjectReference, named value: Value, expecting kind: ObjectKind, subject: String?
  ) -> Problem {
    let fitting = session.objects.filter { kind.accepts($0.kind) }.suffix(DidYouMean.maximalCount)
    return Problem(
      .wrongObjectKind,
      "\(subject ?? "This") takes \(kind.phrase), and '\(Printer.text(of: value))' is "
        + "\(reference.kind.phrase).",
      at: value.range, suggestions: fitting.reversed().map { Suggestion($0.name, note: $0.label) },
      remedies: fitting.isEmpty ? [kind.origin] : [])
  }
}

extension ObjectKind {
  /// How a session comes by such an object.
  var origin: String {
    switch self {
    case .data: "load makes data"
    case .model: "model makes a model, open reads one"
    case .posterior: "fit makes a posterior"
    case .grid: "grid makes one"
    case .prediction: "predict makes one"
    case .report: "calibrate and compare make reports"
    case .plot: "plot makes one"
    case .any: "load makes data to begin with"
    }
  }
}
