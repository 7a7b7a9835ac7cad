extension CommandSignature {
  /// What is wrong with the signature itself: for tests of a catalogue, not for users.
  ///
  /// Names are used once, only the last parameter takes several values, every default is a value
  /// of its kind, and the examples can be read and begin with a command.
  package func faults(in catalogue: Catalogue, session: any SessionFacts) -> [String] {
    arguments.faults(of: verb, in: catalogue, session: session)
      + examples.compactMap { example in
        do throws(Problem) {
          let lines = try Parser.lines(of: example)
          let verbs = lines.flatMap(\.stages).compactMap(\.verb?.text)
          let isKnown = verbs.contains { catalogue.command($0) != nil }
          return isKnown ? nil : "\(verb): no command in the example \(example)"
        } catch {
          return "\(verb): \(error) in the example \(example)"
        }
      }
  }
}

extension ArgumentsSignature {
  fileprivate func faults(
    of subject: String, in catalogue: Catalogue, session: any SessionFacts
  ) -> [String] {
    // A switch carries a sign, so that it may have the name of an option: `noise=0.3 +noise`.
    let repeated = [parameters.map(\.name) + options.map(\.name), flags.map(\.name)].flatMap {
      names in Set(names.filter { name in names.count { $0 == name } > 1 })
    }
    let variadic = parameters.dropLast().filter(\.isVariadic).map(\.name)
    let choices = (parameters.map(\.kind) + options.map(\.kind)).flatMap(\.choices)
    return repeated.sorted().map { "\(subject): the name \($0) is used twice" }
      + variadic.map { "\(subject): \($0) takes several values and is not the last" }
      + options.compactMap { $0.fault(of: subject, in: catalogue, session: session) }
      + choices.flatMap { $0.arguments.faults(of: $0.word, in: catalogue, session: session) }
  }
}

extension OptionSignature {
  fileprivate func fault(
    of subject: String, in catalogue: Catalogue, session: any SessionFacts
  ) -> String? {
    guard let defaultText else { return nil }
    let binding = ArgumentBinding(
      binder: Binder(catalogue: catalogue, session: session), subject: subject,
      signature: ArgumentsSignature(options: [self]), place: 0..<0, input: nil)
    do throws(Problem) {
      _ = try binding.value(try Parser.value(of: defaultText), as: kind, for: name)
      return nil
    } catch {
      return "\(subject): \(error) in the default of \(name)"
    }
  }
}
